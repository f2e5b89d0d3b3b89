const PAUSE = 150;

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(name);
  const area = find("textarea"), count = find(".count"), hint = find(".hint");
  const go = find(".go"), copy = find(".copy"), device = find(".device");

  // Another prepared text replaces the field; the answer to what is being typed does not.
  if (area.dataset.draft !== data.name) {
    if (data.name !== "typed" || area.dataset.draft === undefined) area.value = data.text;
    area.dataset.draft = data.name;
  }

  const counted = () => area.value === data.text;
  const ready = () => counted() && data.valid;

  const show = () => {
    count.textContent = counted() ? data.sentence : "Counting…";
    count.classList.toggle("over", counted() && !data.valid);
    hint.textContent = data.hint;
    go.hidden = !data.network;
    go.textContent = "Open " + data.network;
    if (ready() && data.address) go.href = data.address;
    else go.removeAttribute("href");
    for (const way of [go, copy, device]) way.setAttribute("aria-disabled", String(!ready()));
    go.classList.add("first");
    copy.classList.toggle("first", !data.network);
    device.hidden = !navigator.share;
  };

  const send = () => {
    clearTimeout(area.pause);
    if (!counted()) setStateValue("edit", area.value);
  };

  const confirm = (way, said, before) => {
    way.textContent = said;
    setTimeout(() => { way.textContent = before; }, 2500);
  };

  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Without permission, or over plain http, the old way still works on a selection. The
      // spare field stands beside the first one, since the sheet keeps the focus within itself.
      const spare = document.createElement("textarea");
      spare.value = text;
      area.after(spare);
      spare.select();
      const copied = document.execCommand("copy");
      spare.remove();
      return copied;
    }
  };

  area.oninput = () => {
    show();
    clearTimeout(area.pause);
    area.pause = setTimeout(send, PAUSE);
  };
  area.onblur = send;

  go.onclick = async (event) => {
    if (!ready()) return event.preventDefault();
    if (data.paste) await put(data.text);
    setTriggerValue("handed", { how: "network", text: data.text });
  };
  copy.onclick = async () => {
    if (!ready()) return;
    if (!(await put(data.full))) {
      confirm(copy, "Copy the marked text", "Copy");
      area.select();
      return;
    }
    confirm(copy, "Copied", "Copy");
    setTriggerValue("handed", { how: "copy", text: data.text });
  };
  device.onclick = async () => {
    if (!ready()) return;
    try {
      await navigator.share({ text: data.full });
      setTriggerValue("handed", { how: "device", text: data.text });
    } catch {
      // The person closed the device's sheet: nothing was shared.
    }
  };

  show();
}
