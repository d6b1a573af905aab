// Lesson 13: drag a point over the plane of two numbers. The learner's decoder unfolds the image at
// each place; the digits of the plane are validation images.

const LONG = 28; // pixels of an image, each way
const REACH = [-10, 110]; // percent
const INKS = ["one", "zero", "third", "quiet"]; // neighbours on the plane differ; the digit tells

export default playground("Unfold a digit", ({ stage, controls, start, say, model }) => {
  let at = [...start.first];

  const flat = plane(stage, {
    width: 460, height: 400, x: REACH, y: REACH, marks: [25, 25],
    names: ["first number, in percent of its range", "second number, in percent"],
    label: "The plane of two numbers, with the digits of validation images",
  });
  start.places.forEach(([a, b], k) => {
    const place = { x: flat.right(a), y: flat.up(b) + 4, class: "middle", "aria-hidden": "true" };
    const digit = start.digits[k];
    node("text", { ...place, style: `fill:var(--${INKS[digit % 4]});font-size:12px` }, flat.inside, String(digit));
  });
  const grip = handle(flat, { name: "The point", step: 2, move: put });
  node("circle", { r: 11, class: "halo" }, grip.group);
  node("circle", { r: 9, class: "grip" }, grip.group);

  const box = node("figure", {}, controls);
  const image = node("canvas", { role: "img", width: LONG, height: LONG, style: "width:224px;height:224px" }, box);
  const numbers = node("figcaption", {}, box);
  const paper = image.getContext("2d");
  const bar = node("div", {}, controls);
  button(bar, "Back to the middle", () => put(start.first));
  node("p", {}, controls, "Each digit on the plane is a validation image, where your encoder puts it. The image is what your decoder makes of the point, whether or not an image lies there.");

  /** The two numbers at a place in percent. */
  const code = (place) => place.map((each, k) => start.low[k] + ((start.high[k] - start.low[k]) * each) / 100);

  function put(to) {
    at = to.map((each) => clamp(each, ...REACH));
    grip.put(at, `${shown(at[0], 0)} percent across, ${shown(at[1], 0)} percent up`);
    numbers.textContent = `decoded from ${pair(code(at), 1)}`;
    ask({ at });
  }

  function draw({ pixels, around }, place) {
    const data = paper.createImageData(LONG, LONG);
    pixels.forEach((ink, k) => data.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * k));
    paper.putImageData(data, 0, 0);
    const near = around.map(([digit, count]) => `${count} × ${digit}`).join(", ");
    set(image, { "aria-label": `The image decoded from ${pair(code(place), 1)}` });
    say(`At ${shown(place[0], 0)} percent across and ${shown(place[1], 0)} percent up. The ${start.nearest} nearest images: ${near}.`);
  }

  const ask = asker(model, (answer, question) => draw(answer, question.at), say);

  grip.put(at, `${shown(at[0], 0)} percent across, ${shown(at[1], 0)} percent up`);
  numbers.textContent = `decoded from ${pair(code(at), 1)}`;
  draw(start, at);
});
