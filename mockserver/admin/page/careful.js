// A button for what cannot be undone: the first press asks, the second one does it.

import { button } from "./dom.js";
import { speak } from "./notes.js";

/**
 * Returns the button. Leaving it, or Escape, takes the question back.
 *
 * @param {string} label What it does.
 * @param {string} question What it says once pressed.
 * @param {Function} act Does it.
 * @param {object} said As for `el`.
 */
export function carefulButton(label, question, act, said = {}) {
  const name = said["aria-label"] ?? label;
  let asked = false;
  const say = (text, spoken) => {
    made.textContent = text;
    made.setAttribute("aria-label", spoken);
    made.classList.toggle("asking", asked);
  };
  const calm = () => {
    asked = false;
    say(label, name);
  };
  const made = button(label, async () => {
    if (asked) {
      calm();
      await act();
      return;
    }
    asked = true;
    say(question, question);
    speak(`${question} Press again.`);
  }, said);
  made.addEventListener("blur", calm);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && asked) {
      event.stopPropagation();
      calm();
    }
  });
  return made;
}
