// What the pages of the lane have in common: their words, their calls, the elements that they are made of.
import { words, languages } from "/words.js";

export const byId = (id) => document.getElementById(id);

// ---- words -------------------------------------------------------------------------------------------------

let spoken = localStorage.getItem("language") ?? "zh-Hans";

export const language = () => spoken;

export function nextLanguage() {
  spoken = languages[(languages.indexOf(spoken) + 1) % languages.length];
  localStorage.setItem("language", spoken);
}

export const say = (key) => words[key]?.[languages.indexOf(spoken)] ?? key;

export function showWords() {
  document.documentElement.lang = spoken;
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = say(place.dataset.word);
}

// ---- the service -------------------------------------------------------------------------------------------

// What the service, or the link to it, says no with: an object with code, title and hint.
export class Refusal extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

// One call; `lost` is told of a link that broke, `locked` of a token that is none.
export async function request(method, path, body, { headers = {}, lost, locked } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { "Accept-Language": spoken, "Content-Type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    lost?.();
    throw new Refusal({ code: "linkLost", title: say("linkLost") });
  }
  if (response.ok) return response;
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (response.status === 401) locked?.();
  throw new Refusal(answer);
}

// ---- what is seen ------------------------------------------------------------------------------------------

export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

// The same for a picture (SVG).
export function shape(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(word, key, run, isMain = false) {
  return element("button", { type: "button", class: isMain ? "main" : null, onclick: run, "data-action": word },
    key ? element("kbd", {}, key) : null, say(word));
}

export const sentence = (problem) => [problem.title, problem.hint].filter(Boolean).join("　");

export function tell(problem, isGood = false) {
  const notice = byId("notice");
  notice.hidden = !problem;
  notice.dataset.code = problem?.code ?? "";
  notice.classList.toggle("said", isGood);
  notice.textContent = problem ? sentence(problem) : "";
}

// Does what somebody asked for; a refusal is said at the head of the page.
export async function act(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell(error.problem);
  }
}

// ---- dialogs -----------------------------------------------------------------------------------------------

export function open(title, ...children) {
  const dialog = byId("dialog");
  dialog.replaceChildren(element("h2", {}, title), ...children);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  return dialog;
}

export const row = (...children) => element("div", { class: "row" }, ...children.filter(Boolean));
export const field = (word, attributes) =>
  element("label", {}, say(word), element("input", { autocomplete: "off", ...attributes }));
export const failure = () => element("p", { class: "error", role: "alert" });

// Runs what a dialog is for; a refusal is said in the dialog.
export async function within(form, work) {
  const place = form.querySelector(".error");
  if (place) place.textContent = "";
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (place) place.textContent = sentence(error.problem);
  }
}
