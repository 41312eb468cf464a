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
  document.addEventListener("visibilitychange", () => { if (document.hidden) handOverAll(); });
  window.addEventListener("pagehide", handOverAll);
})();
