// Lesson 13: two moons under so many steps of noise, and on their way back. Every cloud of the way
// there came beforehand; the way back comes from Python, by the learner's functions.

const FRAME = 60; // milliseconds of a step that runs by itself

export default playground("Noise two moons and walk back", ({ stage, controls, start, say, model }) => {
  const { steps, clouds } = start;
  const many = clouds[0].length;
  let taken = steps; // of noise
  let back = 0;
  let walked = { steps, path: start.path, home: start.home };
  let mine = { steps, place: start.place, own: start.own };
  let place = [...start.place];
  let timer = 0;

  const flat = plane(stage, {
    width: 420, height: 410, x: [-3.2, 3.2], y: [-3.2, 3.2], names: ["first number", "second number"],
    label: "Points of two moons, with noise, and your own point",
  });
  for (const [a, b] of start.points) node("circle", { cx: flat.right(a), cy: flat.up(b), r: 2.5, style: "fill:var(--faint)" }, flat.inside);
  const marks = clouds[0].map((_, k) => {
    const group = node("g", {}, flat.inside);
    marker(group, k % 2 === 0);
    set(group.firstChild, k % 2 === 0 ? { r: 5 } : { d: "M-4 -4L4 4M-4 4L4 -4", style: "stroke-width:2.5" });
    return group;
  });
  const way = node("path", { class: "line" }, flat.inside);
  const now = node("circle", { r: 8, class: "ball" }, flat.inside);
  const grip = handle(flat, { name: "Your point", move: ([a, b]) => { place = [round(a, 0.05), round(b, 0.05)]; own(); draw(); } });
  node("circle", { r: 9, class: "knob" }, grip.group);
  node("p", {}, stage, "Discs: points of the one moon. Crosses: points of the other. Pale: where all of them lie without noise. Ring: your point; the line is its way back, the filled disc on it where it is now.");

  const noise = slider(controls, { name: "noise", low: 0, high: steps, step: 1, value: taken, digits: 0, change: (to) => { halt(); take(to); } });
  const undo = slider(controls, { name: "back", low: 0, high: steps, step: 1, value: back, digits: 0, change: (to) => { halt(); back = Math.min(to, taken); draw(); } });
  const bar = node("div", {}, controls);
  button(bar, "Add the noise", () => {
    const last = taken || steps;
    run(still() ? last : 0, last, take);
  });
  button(bar, "Walk back", () => run(still() ? taken : 0, taken, (to) => { back = to; draw(); }));
  const told = node("p", {}, controls);

  function halt() { clearInterval(timer); }
  function run(from, last, show) {
    halt();
    show(from);
    timer = setInterval(() => {
      if (from >= last) return halt();
      from += 1;
      show(from);
    }, FRAME);
  }

  const ask_all = asker(model, (answer, question) => { walked = { ...answer, steps: question.steps }; draw(); }, say);
  const ask_own = asker(model, (answer, question) => {
    mine = { ...answer, steps: question.steps, place: question.own };
    draw();
  }, say);
  const own = () => ask_own({ steps: taken, own: place });

  function take(to) {
    taken = to;
    back = 0;
    ask_all({ steps: taken });
    own();
    draw();
  }

  function draw() {
    noise.put(taken);
    undo.put(back);
    const known = walked.steps === taken;
    const cloud = back && known ? walked.path[back] : clouds[taken];
    cloud.forEach(([a, b], k) => set(marks[k], { transform: `translate(${flat.right(a)} ${flat.up(b)})` }));
    const level = mine.steps === taken;
    const fresh = level && mine.place.every((each, k) => each === place[k]); // else it is on its way
    const led = level ? flat.path(mine.own) : "";
    if (way.getAttribute("d") !== led) way.setAttribute("d", led);
    const [a, b] = level && back ? mine.own[back] : place;
    set(now, { cx: flat.right(a), cy: flat.up(b) });
    grip.put(place, `${pair(place, 1)}${fresh ? `, ends at ${pair(mine.own.at(-1), 1)}` : ""}`);
    told.textContent = `After ${taken} steps of noise, a factor of ${shown(start.factors[taken])} of each clean point is left.`;
    const home = known ? `Walked back to the end, ${walked.home} of ${many} lie on their own moon` : "The way back is being computed";
    const ends = fresh ? `; your point ends at ${pair(mine.own.at(-1), 1)}` : "";
    say(`${taken} steps of noise, ${back} of them taken back. ${home}${ends}.`);
  }
  draw();
});
