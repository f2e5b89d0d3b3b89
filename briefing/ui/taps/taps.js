// Milliseconds after which a server that has not answered will not, so that the card comes back.
const PATIENCE = 5000;

// Called at the first drawing and again after every answer of the server, with the same element.
export default function ({ parentElement: here, data, setTriggerValue }) {
  const card = () => document.getElementById(data.card);

  const end = () => {
    const { name, held, late } = here.tap ?? {};
    here.tap = undefined;
    clearTimeout(late);
    delete card()?.dataset.answer;
    // The button that was tapped may be gone; whoever goes by the keyboard would start at the top.
    if (!held || document.activeElement !== document.body) return;
    const buttons = [name, "undo", "pass"].map((one) => card()?.querySelector(`[data-tap="${one}"]`));
    buttons.find((one) => one?.checkVisibility())?.focus({ preventScroll: true });
  };

  const open = (button) => {
    const opening = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(opening));
    card().querySelector("#" + button.getAttribute("aria-controls")).hidden = !opening;
  };

  here.heed = (event) => {
    const button = event.target.closest?.("[data-tap], [data-opens]");
    if (!button || !card()?.contains(button)) return;
    const name = button.dataset.tap;
    if (!name) return open(button);
    if (here.tap?.name === name) return; // Twice is once.
    clearTimeout(here.tap?.late);
    here.tap = { name, held: document.activeElement === button, late: setTimeout(end, PATIENCE) };
    if (button.dataset.says) card().dataset.answer = button.dataset.says;
    setTriggerValue("tap", name);
  };

  here.listen ??= (event) => here.heed(event);
  document.addEventListener("click", here.listen);
  end();
  return () => document.removeEventListener("click", here.listen);
}
