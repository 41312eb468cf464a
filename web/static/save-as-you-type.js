// Streamlit takes a text area's content only when its writer leaves it. This hands it over after each pause, and when
// the tab is hidden or closed, so that the draft holds what was typed: it presses Ctrl and Enter on the writer's behalf.
(() => {
  if (window.savesAsYouType) return;
  window.savesAsYouType = true;
  const PAUSE = 1000;
  const waiting = new Map();

  function handOver(area) {
    clearTimeout(waiting.get(area));
    waiting.delete(area);
    const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true };
    if (area.isConnected) area.dispatchEvent(new KeyboardEvent("keydown", keys));
  }

  function handOverAll() {
    for (const area of [...waiting.keys()]) handOver(area);
  }

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement)) return;
    clearTimeout(waiting.get(area));
    waiting.set(area, setTimeout(() => handOver(area), PAUSE));
  }, true);
  // While the connection is lost Streamlit locks its fields, and once it is back it may show them as they were last
  // received. What stood in them is put back then, unless their writer has gone on typing.
  const TEXTS = "textarea, [data-testid=stTextInput] input";
  const LOOKS = [1000, 3000, 6000];
  const held = new Map();

  const labelOf = (field) => field.getAttribute("aria-label");

  function putBack(label) {
    const field = [...document.querySelectorAll(TEXTS)].find((one) => labelOf(one) === label);
    const text = held.get(label);
    if (!field || field.disabled || !text || field.value === text) return;
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!target.matches(TEXTS)) continue;
      const label = labelOf(target);
      if (target.disabled) held.set(label, target.value);
      else if (held.has(label)) {
        for (const pause of LOOKS) setTimeout(() => putBack(label), pause);
        setTimeout(() => held.delete(label), LOOKS.at(-1) + 500);
      }
    }
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["disabled"] });

  document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.matches?.(TEXTS)) held.delete(labelOf(event.target));
  }, true);
  // A browser may drop a comma that is typed or pasted into a number: 1,5 would become 15. A comma parts thousands and
  // nothing else: a number in which it does not is emptied when its writer leaves it, and asked for again beside it.
  const THOUSANDS = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/;
  const AGAIN = "Type this number again, with a point: 1.5. A comma parts thousands, as in 1,500.";
  const typed = new WeakMap();
  const asked = new WeakMap();

  const isNumber = (field) => field instanceof HTMLInputElement && field.type === "number";

  document.addEventListener("beforeinput", (event) => {
    const field = event.target;
    if (!isNumber(field) || event.inputType === "insertLineBreak") return;
    asked.get(field)?.remove();
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const isAdding = event.inputType.startsWith("insert");
    if (isAdding && (text.includes(",") || typed.has(field))) typed.set(field, (typed.get(field) ?? field.value) + text);
    else typed.delete(field);
  }, true);

  function emptyIfDoubtful(field) {
    if (!isNumber(field) || !typed.has(field)) return;
    const text = typed.get(field).trim();
    typed.delete(field);
    if (THOUSANDS.test(text)) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    askAgain(field);
  }

  function askAgain(field) {
    const said = asked.get(field) ?? document.createElement("p");
    said.setAttribute("role", "alert");
    said.className = "type-again";
    said.textContent = AGAIN;
    field.closest("[data-testid=stNumberInput]")?.append(said);
    asked.set(field, said);
  }

  // Both hand over what a field holds.
  document.addEventListener("focusout", (event) => emptyIfDoubtful(event.target), true);
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") emptyIfDoubtful(event.target); }, true);

  // The style sheet shows that the connection is lost; those who listen to the page are told here.
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.style.cssText = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  document.body.append(told);
  new MutationObserver((changes) => {
    const app = changes[0].target;
    told.textContent = app.dataset.testConnectionState === "CONNECTED" ? "" :
      "The connection is lost. Leave this page open: what you typed is kept, and is sent when the connection is back.";
  }).observe(document.querySelector(".stApp"), { attributes: true, attributeFilter: ["data-test-connection-state"] });

  document.addEventListener("visibilitychange", () => { if (document.hidden) handOverAll(); });
  window.addEventListener("pagehide", handOverAll);
})();
