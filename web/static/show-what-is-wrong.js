// Drawn after a save: brings what is said of it into view, because whoever pressed the button at the bottom of a long
// form would see nothing move. That is the first field with a sentence beside it, or else what is said on top.
(() => {
  const LONGEST_WAIT = 5000;
  const began = Date.now();

  function firstWrong() {
    const page = document.querySelector("[data-testid=stMain]");
    return page.querySelector("[data-testid=stMarkdown] [aria-label='error icon']")
      ?? page.querySelector("[data-testid=stAlert]");
  }

  function show() {
    const app = document.querySelector("[data-testid=stApp]");
    if (app?.dataset.testScriptState !== "notRunning" && Date.now() - began < LONGEST_WAIT) setTimeout(show, 50);
    else firstWrong()?.scrollIntoView({ block: "center" });
  }

  setTimeout(show, 50);
})();
