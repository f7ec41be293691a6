// Elements and words. Text only ever becomes a text node or an attribute: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";
const QUADS = ["material_cooperation", "verbal_cooperation", "verbal_conflict", "material_conflict"];

/** Make an element of HTML; attributes that are null or false are left out, children that are null as well. */
function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Make an element of SVG. */
function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const byId = (id) => document.getElementById(id);
const numbers = new Intl.NumberFormat("en-GB"); // made once: it is a hundred times quicker than toLocaleString
const number = (value) => (value < 1000 ? String(value) : numbers.format(value));
const count = (value, one) => `${number(value)} ${one}${value === 1 ? "" : "s"}`;
const words = (code) => code.replaceAll("_", " ");
const signed = (value) => (value > 0 ? "+" : value < 0 ? "\u2212" : "") + Math.abs(value).toFixed(1);

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Say a day, such as "3 Nov 2026", from "2026-11-03"; what is no day is said as it is. */
function sayDay(day, withYear = true) {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  if (!MONTHS[month - 1] || !dayOfMonth) return day;
  return `${dayOfMonth} ${MONTHS[month - 1]}${withYear ? ` ${year}` : ""}`;
}

/** Say a span of days; a whole year or month by its name. */
function sayDays(start, end) {
  if (start.endsWith("-01-01") && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4);
  const [year, month] = start.split("-").map(Number);
  if (start.endsWith("-01") && end === new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)) return sayDay(start).slice(2);
  return start === end ? sayDay(start) : `${sayDay(start)} to ${sayDay(end)}`;
}

/** Give a link for an address that is safe to open; any other address, such as javascript:, is shown as text. */
function link(address, label) {
  if (!/^https?:\/\//i.test(address)) return h("span", {}, label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow external" }, label);
}

/** Make a table: columns as [title, is number], rows as lists of texts or elements; the first cell heads its row. */
function table(columns, rows) {
  const head = h("tr", {}, columns.map(([title, isNumber]) => h("th", { class: isNumber && "n", scope: "col" }, title)));
  const body = rows.map((row) =>
    h("tr", {}, row.map((cell, i) => h(i ? "td" : "th", { class: columns[i][1] && "n", scope: i ? null : "row" }, cell))),
  );
  return h("table", {}, h("thead", {}, head), h("tbody", {}, body));
}

/** Lower case without accents, as lower(strip_accents(…)) in the queries. */
function fold(text) {
  return /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
