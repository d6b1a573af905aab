// Lesson 04: three logits to drag; p, the loss and p − Y are the learner's own functions'.

export default playground("Drag three logits", ({ stage, controls, start, say, model }) => {
  const classes = start.classes;
  let z = [...start.z];
  let y = start.y;
  let found = start.found; // p, the loss and the slopes, for the logits of the last answer

  const across = [-0.5, classes.length - 0.5];
  const left = plane(stage, {
    width: 430, height: 250, x: across, y: [-5, 5], names: ["", "z, the logits"], words: classes,
    label: "The logits, one handle for each class",
  });
  const right = plane(stage, {
    width: 430, height: 210, x: across, y: [-0.05, 1.05], marks: [1, 0.5], names: ["", "p, and Y dashed"],
    words: classes, label: "The probabilities, and the target",
  });
  const bars = classes.map(() => node("rect", { class: "bar" }, left.inside));
  const filled = classes.map(() => node("rect", { class: "bar" }, right.inside));
  const wanted = classes.map(() => node("path", { class: "goal" }, right.inside));

  const knobs = classes.map((name, k) => {
    const knob = handle(left, {
      name: `Logit of ${name}`, upright: true,
      move: ([, to]) => { z[k] = round(to, 0.1); changed(); },
    });
    node("circle", { r: 9, class: "knob" }, knob.group);
    return knob;
  });

  menu(controls, {
    name: "the right class", choices: classes,
    change: (name) => { y = classes.indexOf(name); changed(); },
  }).value = classes[y];
  const table = node("table", {}, controls);
  const head = node("tr", {}, table);
  for (const name of ["class", "z", "p", "Y", "p − Y"]) node("th", { scope: "col" }, head, name);
  const rows = classes.map((name) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, name);
    return [0, 1, 2, 3].map(() => node("td", {}, row));
  });
  const loss = node("p", { class: "name" }, controls);
  const bar = node("div", {}, controls);
  button(bar, "One step down the slope", () => {
    z = z.map((each, k) => clamp(each - found.slope[k], -5, 5));
    changed();
  });
  button(bar, "All alike", () => { z = z.map(() => 0); changed(); });
  button(bar, "Raise all by 1", () => { z = z.map((each) => each + Math.min(1, 5 - Math.max(...z))); changed(); });

  const ask = asker(model, (answer) => { found = answer; draw(); tell(); }, say);

  function changed() {
    draw();
    ask({ z, y });
  }

  function block(rect, flat, k, value) {
    const [from, to] = [flat.up(Math.max(0, value)), flat.up(Math.min(0, value))];
    const wide = flat.right(0.3) - flat.right(-0.3);
    set(rect, { x: flat.right(k - 0.3), width: wide, y: from, height: Math.max(0, to - from) });
  }

  function draw() {
    classes.forEach((name, k) => {
      const one = k === y ? 1 : 0;
      knobs[k].put([k, z[k]], shown(z[k], 1));
      block(bars[k], left, k, z[k]);
      block(filled[k], right, k, found.p[k]);
      wanted[k].setAttribute("d", right.path([[k - 0.35, one], [k + 0.35, one]]));
      const [p, slope] = [found.p[k], found.slope[k]];
      [shown(z[k], 2), shown(p, 3), String(one), shown(slope, 3)].forEach((text, j) => {
        rows[k][j].textContent = text;
      });
    });
    loss.textContent = `loss ${shown(found.loss, 3)}`;
  }

  function tell() {
    say(`The right class, ${classes[y]}, has p ${shown(found.p[y], 3)}: loss ${shown(found.loss, 3)}.`);
  }
  draw();
  tell();
});
