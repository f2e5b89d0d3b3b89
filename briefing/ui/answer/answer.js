const CARD = '[class*="st-key-card-"], [class*="st-key-settled-"]';
// Milliseconds after which a server that has not answered will not, so that the card comes back.
const PATIENCE = 5000;

export default function ({ data }) {
  const tapped = (event) => {
    const name = event.target.closest?.('[class*="st-key-today-"]')?.className ?? "";
    const [, kind, id] = name.match(/st-key-today-(\w+)-(\d+)/) ?? [];
    const card = event.target.closest?.("button") && event.target.closest(CARD);
    if (!card || !(kind in data || kind === "undo")) return;
    if (kind in data) card.dataset.answer = data[kind];
    follow(card, id);
  };

  const follow = (card, id) => {
    const seen = new MutationObserver(() => {
      const now = document.querySelector(`.st-key-card-${id}, .st-key-settled-${id}`);
      if (now && now !== card) end(now);
    });
    const end = (now) => {
      clearTimeout(late);
      seen.disconnect();
      delete card.dataset.answer;
      // The button that was tapped is gone; whoever goes by the keyboard would start from the top.
      if (now && document.activeElement === document.body)
        now.querySelector('[class*="-undo-"] button, [class*="-pass-"] button')?.focus({ preventScroll: true });
    };
    const late = setTimeout(end, PATIENCE);
    seen.observe(document.body, { childList: true, subtree: true });
  };

  document.addEventListener("click", tapped);
  return () => document.removeEventListener("click", tapped);
}
