// Milliseconds: from the last key until Python is asked; until an answer will not come any more;
// within which two taps on the same text are one; for which Copy says that it copied.
const PAUSE = 150, PATIENCE = 5000, TWICE = 600, CONFIRMED = 2500;

const element = (name, className, text) =>
  Object.assign(document.createElement(name), { className, textContent: text });

// Called at the first drawing and again with every answer of Python, on the same element.
export default function ({ parentElement: here, data: [data], setStateValue, setTriggerValue }) {
  const find = (name) => here.querySelector(name);
  const sheet = find(".composer"), area = find("textarea"), told = find(".told"), notes = find(".notes");
  const go = find(".go"), ask = find(".ask"), copy = find(".copy"), device = find(".device");

  const say = (sentence, refused = false) => {
    told.textContent = sentence;
    told.classList.toggle("mistake", refused);
  };

  // Another prepared text replaces the field; the answer to what is being typed does not.
  const other = area.dataset.kind !== data.kind, elsewhere = area.dataset.network !== data.network;
  const untouched = elsewhere || area.value === here.shown;
  if (other || (untouched && !data.typed)) area.value = data.text;
  if (other || elsewhere) say("");
  Object.assign(area.dataset, { kind: data.kind, network: data.network });
  here.shown = data.text;

  const counted = () => area.value === data.text;
  const may = { network: data.ready, copy: data.ready, device: data.device, ask: data.ask };
  const ready = (how) => counted() && !here.wish && Boolean(may[how]);

  const send = () => {
    clearTimeout(area.pause);
    if (!counted()) setStateValue("edit", { kind: data.kind, text: area.value });
  };

  const show = () => {
    const held = area.getRootNode().activeElement;
    const count = find(".count"), over = counted() && !data.fits;
    count.textContent = counted() ? data.sentence : "Counting…";
    count.classList.toggle("over", over);
    for (const name of ["added", "why", "hint"]) {
      find("." + name).textContent = data[name];
      find("." + name).hidden = !data[name];
    }
    find(".hint").hidden ||= Boolean(data.ask);
    go.textContent = "Open " + data.label;
    ask.textContent = data.ask;
    // What may not leave yet has one way only: to those who can allow it.
    go.hidden = !data.label || Boolean(data.ask);
    copy.hidden = Boolean(data.ask);
    device.hidden = !navigator.share || Boolean(data.ask);
    ask.hidden = !data.ask;
    copy.classList.toggle("first", !data.label);
    for (const [how, way] of Object.entries({ network: go, copy, device, ask })) {
      way.setAttribute("aria-disabled", String(!ready(how)));
    }
    // Else whoever goes by the keyboard would be outside of the sheet.
    if (held?.hidden) sheet.focus();
  };

  const remark = ({ severity, sentence, use, becomes }) => {
    const note = element("div", "note " + (severity === "block" ? "mistake" : severity), "");
    note.append(element("p", "", sentence));
    if (!use) return note;
    const button = Object.assign(element("button", "", use), { type: "button" });
    button.onclick = (event) => {
      area.value = becomes;
      // The button goes. On a phone the field would bring up the keyboard.
      (event.detail ? sheet : area).focus();
      area.oninput();
      send();
    };
    note.append(button);
    return note;
  };
  // Read out, and drawn, only when they are others.
  const said = JSON.stringify(data.notes);
  if (counted() && here.said !== said) {
    here.said = said;
    notes.replaceChildren(...data.notes.map(remark));
  }

  // Ask whether the text may leave; gives the answer, or nothing where there is nothing to ask.
  const want = (how) => {
    const { network, words: text } = data, now = performance.now(), last = here.tapped;
    const twice = last?.how === how && last.text === text && now - last.at < TWICE;
    if (!ready(how) || twice) return null;
    here.tapped = { how, text, at: now };
    const wish = (here.wish = { how, nonce: `${Date.now()}-${Math.random()}` });
    const coming = new Promise((resolve, reject) => Object.assign(wish, { resolve, reject }));
    wish.late = setTimeout(() => {
      here.wish = undefined;
      here.late = wish;
      wish.reject(new Error("No answer came, so nothing was sent. Try again in a moment."));
      show();
    }, PATIENCE);
    say("");
    show();
    setTriggerValue("wanted", { nonce: wish.nonce, how, network, text });
    return coming;
  };

  const hear = ({ nonce, refused, ...answer }) => {
    const wish = here.wish;
    if (wish?.nonce === nonce) {
      clearTimeout(wish.late);
      here.wish = undefined;
      if (refused) wish.reject(new Error(refused));
      else wish.resolve({ nonce, ...answer });
    } else if (here.late?.nonce === nonce) {
      // The person was told that nothing was sent, so nothing shall be on record.
      const { how } = here.late;
      here.late = undefined;
      if (!refused && how !== "ask") setTriggerValue("dropped", nonce);
    }
  };

  // Put a text that is still to come on the clipboard; whether it is there. Safari and others let
  // a tap write at once only, so they get the promise of it.
  const put = async (coming) => {
    try {
      const blob = coming.then((text) => new Blob([text], { type: "text/plain" }));
      blob.catch(() => {});
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      return true;
    } catch {
      // It was refused, or this browser, or an address with plain http, does not have it.
    }
    try {
      return await write(await coming);
    } catch {
      return false;
    }
  };

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The old way works on a selection. The spare field stands beside the first one, since the
      // sheet keeps the focus within itself.
      const spare = element("textarea", "", "");
      spare.value = text;
      area.after(spare);
      spare.select();
      const copied = document.execCommand("copy");
      spare.remove();
      return copied;
    }
  };

  const mark = (text) => {
    const marked = Object.assign(element("textarea", "", ""), { value: text, readOnly: true });
    marked.setAttribute("aria-label", "Your words and the link");
    say("It could not be copied for you: copy the marked text.");
    told.append(marked);
    marked.select();
  };

  const offer = (address) => {
    const link = element("a", "", "Open " + data.label);
    Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer" });
    say("Your browser kept the new tab shut.");
    told.append(document.createElement("br"), link);
  };

  area.oninput = () => {
    say("");
    show();
    clearTimeout(area.pause);
    area.pause = setTimeout(send, PAUSE);
  };
  area.onblur = send;

  go.onclick = async () => {
    const coming = want("network");
    if (!coming) return;
    const copied = data.paste && put(coming.then((answer) => answer.words));
    const tab = data.web ? window.open("about:blank", "_blank") : null;
    if (tab) tab.opener = null;
    try {
      const { address } = await coming;
      const lost = data.paste && !(await copied);
      if (!data.web) location.assign(address);
      else if (tab && !tab.closed) tab.location.replace(address);
      else return offer(address);
      if (lost) say("Your words could not be copied: press Copy, then paste them.");
    } catch (refused) {
      tab?.close();
      say(refused.message, true);
    }
  };

  copy.onclick = async () => {
    const coming = want("copy");
    if (!coming) return;
    const copied = put(coming.then((answer) => answer.full));
    try {
      const { full } = await coming;
      if (!(await copied)) return mark(full);
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy"; }, CONFIRMED);
    } catch (refused) {
      say(refused.message, true);
    }
  };

  device.onclick = async () => {
    const coming = want("device");
    if (!coming) return;
    try {
      const { nonce, full } = await coming;
      await navigator.share({ text: full }).catch((error) => {
        // The person closed the device's sheet, or it did not open: nothing was shared.
        setTriggerValue("dropped", nonce);
        if (error.name !== "AbortError") say("Your device did not take it: copy it instead.");
      });
    } catch (refused) {
      say(refused.message, true);
    }
  };

  ask.onclick = async () => {
    const coming = want("ask");
    if (!coming) return;
    try {
      say((await coming).told);
    } catch (refused) {
      say(refused.message, true);
    }
  };

  if (data.answer) hear(data.answer);
  show();
}
