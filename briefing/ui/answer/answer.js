const CARD = '[class*="st-key-card-"], [class*="st-key-settled-"]';
// What can be tapped on a card, and the button that the server then draws in its place.
const NEXT = { pass: "undo", later: "undo", undo: "pass" };
// Milliseconds after which a server that has not answered will not, so that the card comes back.
const PATIENCE = 5000;

export default function ({ data }) {
  const tapped = (event) => {
    const button = event.target.closest?.("button");
    const name = button?.closest('[class*="st-key-today-"]')?.className ?? "";
    const [, kind, id] = name.match(/st-key-today-(\w+)-(\d+)/) ?? [];
    const card = button?.closest(CARD);
    if (!card || !(kind in NEXT)) return;
    if (kind in data) card.dataset.answer = data[kind];
    follow(card, button, `.st-key-today-${NEXT[kind]}-${id} button`);
  };

  const follow = (card, before, after) => {
    const seen = new MutationObserver(() => {
      const button = document.querySelector(after);
      if (button) end(button);
    });
    const end = (button) => {
      clearTimeout(late);
      seen.disconnect();
      delete card.dataset.answer;
      // The button that was tapped is gone; whoever goes by the keyboard would start from the top.
      const held = document.activeElement;
      if (button && (held === document.body || held === before || card.contains(held)))
        button.focus({ preventScroll: true });
    };
    const late = setTimeout(end, PATIENCE);
    seen.observe(document.body, { childList: true, subtree: true, attributeFilter: ["class"] });
  };

  document.addEventListener("click", tapped);
  return () => document.removeEventListener("click", tapped);
}
