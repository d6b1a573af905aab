// Lesson 02: three neurons beside each other, added up, against a target.
// The learner's activations come as tables over z, so that no drag waits for Python.

export default playground("Bend a curve with three neurons", ({ stage, controls, start, say }) => {
  const neurons = start.neurons.map((each) => ({ ...each }));
  let table = start.tables[start.names[0]];
  let goal = start.targets[Object.keys(start.targets)[0]];

  const flat = plane(stage, {
    width: 460, height: 340, x: [-3, 3], y: [-2, 3],
    names: ["x, the input", "what the neurons give together"],
    label: "The curve of three neurons, and the target",
  });
  const parts = neurons.map(() => node("path", { class: "part" }, flat.inside));
  const aim = node("path", { class: "goal" }, flat.inside);
  const line = node("path", { class: "line" }, flat.inside);
  const ends = neurons.map((each, k) =>
    node("text", { class: "end name", "aria-hidden": "true" }, flat.inside, String(k + 1)));
  const key = "Thin lines: each neuron alone, f(w x + b) times v. Thick: all three added up. Dashed: the target.";
  node("p", {}, stage, key);

  const knobs = neurons.map((each, k) => {
    const knob = handle(flat, {
      name: `Neuron ${k + 1}: where its z is 0`,
      move: ([x]) => {
        each.b = clamp(round(-each.w * x, 0.1), -6, 6);
        draw();
      },
    });
    node("circle", { r: 10, class: "knob" }, knob.group);
    node("text", { y: 5, class: "middle" }, knob.group, String(k + 1));
    return knob;
  });

  menu(controls, {
    name: "activation", choices: start.names,
    change: (name) => { table = start.tables[name]; draw(); },
  });
  menu(controls, {
    name: "target", choices: Object.keys(start.targets),
    change: (name) => { goal = start.targets[name]; draw(); },
  });
  const rows = neurons.map((each, k) => {
    const box = node("fieldset", {}, controls);
    node("legend", {}, box, `Neuron ${k + 1}`);
    const change = (key) => (value) => { each[key] = value; draw(); };
    return {
      w: slider(box, { name: "weight w", low: -4, high: 4, step: 0.1, value: each.w, change: change("w") }),
      b: slider(box, { name: "bias b", low: -6, high: 6, step: 0.1, value: each.b, change: change("b") }),
      v: slider(box, { name: "factor v", low: -3, high: 3, step: 0.1, value: each.v, change: change("v") }),
    };
  });

  function draw() {
    const given = (each, x) => each.v * looked_up(table, each.w * x + each.b);
    const sums = start.x.map((x) => neurons.reduce((all, each) => all + given(each, x), 0));
    neurons.forEach((each, k) => {
      parts[k].setAttribute("d", flat.path(start.x.map((x) => [x, given(each, x)])));
      const end = given(each, 2.9);
      set(ends[k], { x: flat.right(2.95 - 0.15 * k), y: flat.up(end) - 5 });
      for (const key of ["w", "b", "v"]) rows[k][key].put(each[key]);
      const bend = each.w ? -each.b / each.w : NaN;
      const inside = Math.abs(bend) <= 3;
      knobs[k].group.setAttribute("visibility", inside ? "visible" : "hidden");
      if (inside) knobs[k].put([bend, -1.7], `x = ${shown(bend)}, b = ${shown(each.b, 1)}`);
    });
    aim.setAttribute("d", flat.path(start.x.map((x, k) => [x, goal[k]])));
    line.setAttribute("d", flat.path(start.x.map((x, k) => [x, sums[k]])));
    const off = sums.reduce((all, sum, k) => all + Math.abs(sum - goal[k]), 0) / sums.length;
    say(`The curve is ${shown(off, 3)} away from the target, on average.`);
  }
  draw();
});
