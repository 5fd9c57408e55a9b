// Asks for the admin token, once.

import { button, el, field } from "./dom.js";

/**
 * Asks for the token in a dialog.
 *
 * @param {string} words Why the server wants it, in its own words.
 * @returns {Promise<string|null>} The token; null if the user would rather not.
 */
export function askToken(words) {
  return new Promise((resolve) => {
    const input = el("input", { type: "password", autocomplete: "off", required: true, spellcheck: "false" });
    const form = el("form", { method: "dialog" },
      el("h2", { id: "token-title" }, "Admin token"),
      el("p", {}, words),
      field("Token", input, "Kept in this tab until it is closed."),
      el("div.row", {}, el("button.main", { type: "submit", value: "given" }, "Continue"),
        button("Not now", () => dialog.close(""))));
    const dialog = el("dialog.token", { "aria-labelledby": "token-title" }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close("given");
    });
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "given" && input.value ? input.value : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}
