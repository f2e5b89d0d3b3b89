// Milliseconds until the page itself answers a tap: a tenth of a second still seems at once
// (Nielsen, 1993), and most servers are faster. A picture that nobody sees would only keep the
// browser from drawing theirs.
const SOON = 100;
// Milliseconds after which a server that has not answered will not, so that the card comes back.
const PATIENCE = 5000;

// What the server said last of each piece; it says again only what has changed.
const said = new Map();
let taps = 0;

const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

const draw = (list, { pieces, order, around }) => {
  const fresh = Object.entries(pieces).filter(([id, html]) => said.get(id) !== html);
  for (const [id, html] of fresh) said.set(id, html);
  if (list.order === order.join()) {
    for (const [id, html] of fresh) document.getElementById(id).replaceWith(made(html));
  } else {
    list.order = order.join();
    list.replaceChildren(...order.map((id) => made(said.get(id))));
  }
  for (const [id, html] of Object.entries(around)) {
    const before = document.getElementById(id), now = made(html);
    if (before && !before.isEqualNode(now)) before.replaceWith(now);
  }
};

// After the answer. The button that was tapped may be gone; whoever goes by the keyboard would
// start at the top.
const end = ({ piece, name, held, soon, late }) => {
  clearTimeout(soon);
  clearTimeout(late);
  const card = document.getElementById(piece);
  delete card?.dataset.answer;
  if (!card || !held || document.activeElement !== document.body) return;
  const buttons = [name, "undo", "pass"].map((one) => card.querySelector(`[data-tap="${one}"]`));
  buttons.find((one) => one?.checkVisibility())?.focus({ preventScroll: true });
};

const open = (button) => {
  const opening = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(opening));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !opening;
};

// Called at the first drawing and again after every answer of the server, with the same element.
export default function ({ parentElement, data: [data], setTriggerValue }) {
  const list = parentElement.querySelector(".cards");
  const waiting = (list.waiting ??= []);

  // One at a time: of taps that it has not come to, Streamlit keeps the last.
  list.send = () => {
    const [tap] = waiting;
    if (!tap || tap.sent) return;
    tap.sent = true;
    const { piece, name, number } = tap;
    setTriggerValue("tap", { piece, name, number, drawing: data.drawing });
  };

  const settle = (tap) => {
    waiting.splice(waiting.indexOf(tap), 1);
    end(tap);
    list.send();
  };

  list.onclick = ({ target }) => {
    const button = target.closest("[data-tap], [data-opens]");
    if (!button) return;
    const { tap: name, says } = button.dataset, card = button.closest(".card"), piece = card.id;
    if (!name) return open(button);
    if (waiting.some((tap) => tap.piece === piece && tap.name === name)) return; // Twice is once.
    const tap = { piece, name, number: String(++taps), held: document.activeElement === button };
    if (says) tap.soon = setTimeout(() => { card.dataset.answer = says; }, SOON);
    tap.late = setTimeout(settle, PATIENCE, tap);
    waiting.push(tap);
    list.send();
  };

  draw(list, data);
  const answered = waiting.find((tap) => tap.number === data.answers);
  if (answered) settle(answered);
}
