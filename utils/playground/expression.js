// Lesson 06: values clicked together to an expression, and slopes that flow back through them.
// Python builds it with the learner's Value and asks each `_backward`; the browser lays it out.

const [WIDE, HIGH, ACROSS, DOWN] = [100, 66, 66, 22]; // of a box, and between boxes
const MOST = 14; // values
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const SIGNS = { "+": "+ add", "×": "× multiply", relu: "relu", tanh: "tanh" };

/** A number with three decimals at most; what is too large or too small, in powers of ten. */
function short(number) {
  if (number === undefined) return "…"; // Python has not answered yet
  if (number === null) return "too big";
  const size = Math.abs(number);
  if (size && (size >= 1e5 || size < 5e-3)) return number.toExponential(1).replaceAll("-", "−");
  return shown(number, size < 100 ? 3 : 1).replace(/\.?0+$/, "");
}

const in_brackets = (text) => (text.startsWith("−") ? `(${text})` : text);

/** What stands in each column: values, and between an arrow's ends a place that it passes. */
function columns_of(values) {
  const depth = [];
  for (const { parents } of values)
    depth.push(parents.length ? 1 + Math.max(...parents.map((p) => depth[p])) : 0);
  const columns = Array.from({ length: Math.max(0, ...depth) + 1 }, () => []);
  const ways = [];
  values.forEach((value, k) => columns[depth[k]].push({ k, high: HIGH, from: [], y: 0 }));
  const item = (k) => columns[depth[k]].find((each) => each.k === k);
  values.forEach((value, k) => value.parents.forEach((p, j) => {
    const way = { to: k, j, from: p, stops: [item(p)] };
    for (let c = depth[p] + 1; c < depth[k]; c += 1) {
      const stop = { k: null, high: 14, from: [way.stops.at(-1)], y: 0 };
      columns[c].push(stop);
      way.stops.push(stop);
    }
    item(k).from.push(way.stops.at(-1));
    way.stops.push(item(k));
    ways.push(way);
  }));
  return { columns, ways };
}

/** Puts a column's items near where they wish to be, in that order, none on another. */
function settle(column, wish) {
  column.forEach((each) => (each.wish = wish(each)));
  column.sort((one, two) => one.wish - two.wish);
  let low = -Infinity;
  for (const each of column) {
    each.y = Math.max(each.wish, low + each.high / 2);
    low = each.y + each.high / 2 + DOWN;
  }
  const lift = column.reduce((sum, each) => sum + each.wish - each.y, 0) / (column.length || 1);
  for (const each of column) each.y += lift;
}

const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Where values stand and what their arrows pass: places [x, y], and the size of the whole. */
function laid_out(values) {
  const { columns, ways } = columns_of(values);
  settle(columns[0], (each) => columns[0].indexOf(each) * (HIGH + DOWN));
  const back = new Map();
  for (const { stops } of ways)
    stops.slice(1).forEach((stop, j) => back.set(stops[j], [...(back.get(stops[j]) ?? []), stop]));
  for (let sweep = 0; sweep < 3; sweep += 1) {
    for (const column of columns.slice(1)) settle(column, (each) => mean(each.from.map((it) => it.y)));
    for (const column of columns.slice(0, -1).reverse())
      settle(column, (each) => (back.has(each) ? mean(back.get(each).map((it) => it.y)) : each.y));
  }
  const all = columns.flat();
  const top = Math.min(0, ...all.map((each) => each.y - each.high / 2));
  const x = new Map(columns.flatMap((column, c) => column.map((each) => [each, c * (WIDE + ACROSS)])));
  const at = (each) => [x.get(each) + WIDE / 2 + 12, each.y - top + 14];
  const places = values.map((value, k) => at(all.find((each) => each.k === k)));
  const width = columns.length * (WIDE + ACROSS) - ACROSS + 24;
  const height = Math.max(HIGH, ...all.map((each) => each.y + each.high / 2)) - top + 28;
  return { places, ways: ways.map((way) => ({ ...way, stops: way.stops.map(at) })), width, height };
}

/** An arrow's path from box to box, straight on past the columns between. */
function bent(stops, lean) {
  const points = [[stops[0][0] + WIDE / 2, stops[0][1]]];
  for (const [x, y] of stops.slice(1, -1)) points.push([x - WIDE / 2, y], [x + WIDE / 2, y]);
  const [x, y] = stops.at(-1);
  points.push([x - WIDE / 2 - 3, y + lean]);
  return points.map(([a, b], k) => {
    if (!k) return `M${a} ${b}`;
    const [c, d] = points[k - 1];
    return d === b ? `L${a} ${b}` : `C${(a + c) / 2} ${d} ${(a + c) / 2} ${b} ${a} ${b}`;
  }).join("");
}

export default playground("Click an expression together", ({ stage, controls, start, say, model }) => {
  let values = start.values.map((each) => ({ ...each }));
  let { data, steps } = start.flow;
  let step = 0;
  let chosen = [];
  let boxes = [];
  let lines = [];

  stage.closest(".playground").classList.add("tall"); // the controls stand below
  const frame = node("div", { class: "wide" }, stage);
  const svg = node("svg", { role: "group", "aria-label": "Values, and arrows to what was made of them" }, frame);
  node("p", {}, stage, "Drag a leaf, which has round corners, up or down; click a value to choose it. With the keyboard: arrow keys, and Enter.");

  const make = node("div", {}, controls);
  button(make, "New value", () => add({ op: "", parents: [], data: 1 }));
  for (const [sign, name] of Object.entries(SIGNS)) button(make, name, () => combine(sign));
  const keep = node("div", {}, controls);
  button(keep, "Take the last away", drop);
  button(keep, "Start over", () => renew(start.values.map((each) => ({ ...each }))));
  const way = slider(controls, {
    name: "step", low: 0, high: steps.length, step: 1, value: 0, digits: 0,
    change: (to) => { step = to; draw(); },
  });
  const walk = node("div", {}, controls);
  button(walk, "Back", () => { step = Math.max(0, step - 1); draw(); });
  button(walk, "Hand on", () => { step = Math.min(steps.length, step + 1); draw(); });
  const table = node("table", {}, controls);

  const ask = asker(model, (answer, question) => {
    if (question.values !== values) return; // of an expression that was
    ({ data, steps } = answer);
    draw();
  }, say);
  const root = () => values.findLastIndex((each) => each.op);
  const formula = ({ name, op, parents }) => {
    const of = parents.map((p) => values[p].name);
    if (!op) return name;
    return `${name} = ${of.length === 2 ? `${of[0]} ${op} ${of[1]}` : `${op}(${of[0]})`}`;
  };

  /** Another expression: its numbers are asked for, and its slopes begin anew. */
  function renew(next) {
    values = next;
    chosen = [];
    step = 0;
    data = values.map((each, k) => each.data ?? data[k]);
    steps = [];
    furnish();
    change();
  }

  function change() {
    if (root() >= 0) ask({ values, root: root() });
    draw();
  }

  function add(value) {
    if (values.length >= MOST) return say(`${MOST} values are enough: take one away.`);
    const name = LETTERS.find((each) => values.every((value) => value.name !== each));
    renew([...values, { name, ...value }]);
    choose(values.length - 1);
    boxes.at(-1).group.focus();
  }

  function combine(op) {
    const two = op === "+" || op === "×";
    if (!chosen.length) return say("Choose a value first: click it, or press Enter on it.");
    if (!two && chosen.length > 1) return say(`${op} takes one value: two are chosen.`);
    add({ op, parents: two ? [chosen[0], chosen.at(-1)] : [...chosen] });
  }

  function drop() {
    if (values.length > 1) renew(values.slice(0, -1));
  }

  function choose(k) {
    chosen = chosen.includes(k) ? chosen.filter((each) => each !== k) : [...chosen, k].slice(-2);
    draw();
  }

  /** Boxes and arrows for the values that there are. */
  function furnish() {
    const { places, ways, width, height } = laid_out(values);
    set(svg, { viewBox: `0 0 ${width} ${height}`, style: `width:${width}px` });
    svg.replaceChildren();
    lines = ways.map(({ to, j, from, stops }) => {
      const many = values[to].parents.length;
      const high = values[to].parents.map((p, i) => ways.find((w) => w.to === to && w.j === i).stops.at(-2)[1]);
      const rank = high.filter((y, i) => y < high[j] || (y === high[j] && i < j)).length;
      const lean = (rank - (many - 1) / 2) * 26;
      const shaft = node("path", { class: "shaft", d: bent(stops, lean) }, svg);
      const [x, y] = stops.at(-1);
      const tip = `M${x - WIDE / 2 - 9} ${y + lean - 5}l7 5l-7 5`;
      node("path", { class: "shaft", d: tip, style: "stroke-width:2" }, svg);
      const before = stops.at(-2);
      const label = node("text", {
        class: "middle part-label", x: (before[0] + x) / 2, y: 0.35 * before[1] + 0.65 * (y + lean) + 4,
      }, svg);
      return { to, from, shaft, label };
    });
    boxes = values.map((value, k) => box(value, k, places[k]));
    table.replaceChildren();
    const head = node("tr", {}, table);
    for (const name of ["value", "data", "added to its grad", "grad"]) node("th", { scope: "col" }, head, name);
    values.forEach((value, k) => {
      const row = node("tr", {}, table);
      node("th", { scope: "row" }, row, formula(value));
      boxes[k].cells = [0, 1, 2].map(() => node("td", {}, row));
    });
    set(way.input, { max: values.filter((each) => each.op).length });
  }

  function box(value, k, [x, y]) {
    const group = node("g", { transform: `translate(${x} ${y})` }, svg);
    const shape = { x: -WIDE / 2, y: -HIGH / 2, width: WIDE, height: HIGH };
    node("rect", { ...shape, x: shape.x - 4, y: shape.y - 4, width: WIDE + 8, height: HIGH + 8, class: "focus" }, group);
    const frame = node("rect", { ...shape, rx: value.op ? 0 : 14, class: value.op ? "knob made" : "knob" }, group);
    const text = [-16, 4, 23].map((dy) => node("text", { y: dy, class: "middle" }, group));
    text[0].classList.add("name");
    text[0].textContent = formula(value);
    const badge = node("g", { transform: `translate(${WIDE / 2 - 4} ${4 - HIGH / 2})` }, group);
    node("circle", { r: 10, class: "badge" }, badge);
    const place = node("text", { y: 4, class: "middle" }, badge);
    const it = { group, frame, text, badge, place, across: x };
    if (!value.op)
      it.dial = dial(group, {
        name: `Leaf ${value.name}`, low: -5, high: 5, step: 0.25, press: () => choose(k),
        move: (to) => { value.data = to; data[k] = to; change(); },
      });
    else {
      set(group, { class: "handle", tabindex: 0, role: "button" });
      group.addEventListener("click", () => { group.focus(); choose(k); });
      group.addEventListener("keydown", (event) => {
        if (commands(event) || !["Enter", " "].includes(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        choose(k);
      });
    }
    return it;
  }

  /** What one use of a value brings it; null where the numbers are too large. */
  const each_use = (added, uses) => (added === null ? null : added / uses);
  const size_of = (part) => (part === null ? null : Math.abs(part));

  /** What has arrived at each value up to this step, part by part. */
  function arrived() {
    const parts = values.map((value, k) => (k === root() ? [1] : []));
    steps.slice(0, step).forEach(({ asked, added }) => {
      for (const p of new Set(values[asked].parents)) {
        const uses = values[asked].parents.filter((each) => each === p).length;
        for (let j = 0; j < uses; j += 1) parts[p].push(each_use(added[p], uses));
      }
    });
    return parts;
  }

  const total = (parts) => (parts.includes(null) ? null : parts.reduce((sum, each) => sum + each, 0));
  const summed = (parts) =>
    parts.map((part, k) => (k ? (part < 0 ? " − " : " + ") + short(size_of(part)) : short(part))).join("");

  /** What the last step did, in words. */
  function sentence(parts) {
    if (root() < 0) return "Choose one value or two, then press an operation.";
    const { name } = values[root()];
    if (!steps.length) return "Your Value works it out.";
    if (!step) return `Step 0: ${name} is the result, so its grad is 1. Nothing has been handed on.`;
    const { asked, added } = steps[step - 1];
    const grad = total(parts[asked]);
    const to = [...new Set(values[asked].parents)].map((p) => {
      const many = parts[p].length > 1 ? `, together ${summed(parts[p])} = ${short(total(parts[p]))}` : "";
      const uses = values[asked].parents.filter((each) => each === p).length;
      const part = each_use(added[p], uses);
      const times = grad && part !== null ? `${short(grad)} × ${in_brackets(short(part / grad))} = ` : "";
      return `${values[p].name} gets ${times}${short(part)}${uses > 1 ? " twice" : ""}${many}.`;
    });
    return `Step ${step}: ${formula(values[asked])} hands its grad on. ${to.join(" ")}`;
  }

  function draw() {
    step = Math.min(step, steps.length);
    way.put(step);
    const parts = arrived();
    const now = step ? steps[step - 1] : null;
    if (now && boxes[now.asked]) frame.scrollLeft = boxes[now.asked].across - frame.clientWidth / 2; // of a long one
    lines.forEach(({ to, from, shaft, label }) => {
      const on = now?.asked === to;
      shaft.setAttribute("class", on ? "shaft added" : "shaft");
      const uses = values[to].parents.filter((each) => each === from).length;
      const part = on ? each_use(now.added[from], uses) : 0;
      label.textContent = on ? `${part < 0 ? "−" : "+"}${short(size_of(part))}` : "";
    });
    const part_of_it = new Set([root()]);
    for (let k = root(); k >= 0; k -= 1)
      if (part_of_it.has(k)) values[k].parents.forEach((p) => part_of_it.add(p));
    boxes.forEach((each, k) => {
      const grad = short(total(parts[k]));
      const place = chosen.indexOf(k) + 1;
      const picked = place ? `, chosen as number ${place}` : "";
      each.text[1].textContent = `data ${short(data[k])}`;
      each.text[2].textContent = `grad ${grad}`;
      each.frame.classList.toggle("asked", now?.asked === k);
      each.frame.classList.toggle("aside", !part_of_it.has(k));
      each.badge.setAttribute("visibility", place ? "visible" : "hidden");
      each.place.textContent = place || "";
      const words = `data ${short(data[k])}, grad ${grad}${picked}`;
      if (each.dial) each.dial.put(values[k].data, words);
      else set(each.group, { "aria-label": `${formula(values[k])}, ${words}`, "aria-pressed": String(place > 0) });
      [short(data[k]), parts[k].length ? summed(parts[k]) : "–", grad].forEach((text, j) => {
        each.cells[j].textContent = text;
      });
    });
    say(sentence(parts));
  }

  furnish();
  draw();
});
