// Over time: a bar a day, cooperation above the line and conflict below; and each event type as a small line.

const NARROW = 560; // pixels

function countDays(all, found) {
  const byQuad = all.days.map(() => [0, 0, 0, 0]);
  const byType = all.types.map((type) => ({ type, days: new Uint32Array(all.days.length) }));
  for (const row of found) {
    const kind = all.kind[row];
    byQuad[all.day[row]][all.kinds[kind].quad]++;
    byType[all.typeOfKind[kind]].days[all.day[row]]++;
  }
  return { byQuad, byType };
}

function showDays(all, { byQuad }, chosenDay, choose, boxWidth) {
  const box = byId("days");
  const width = Math.max(boxWidth, 280);
  const height = width < NARROW ? 220 : 280;
  const margin = { left: 44, right: 8, top: 18, bottom: 26 };
  const up = Math.max(1, ...byQuad.map((day) => day[0] + day[1]));
  const down = Math.max(1, ...byQuad.map((day) => day[2] + day[3]));
  const scale = (height - margin.top - margin.bottom) / (up + down);
  const zero = margin.top + up * scale;
  const step = (width - margin.left - margin.right) / all.days.length;
  const bar = Math.max(1, Math.min(step * 0.72, 34));
  const chart = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  for (const tick of ticks(up, down)) {
    const y = zero - tick * scale;
    chart.append(
      s("line", { class: tick ? "grid" : "axis", x1: margin.left, x2: width - margin.right, y1: y, y2: y }),
      s("text", { class: "label", x: margin.left - 8, y: y + 4, "text-anchor": "end" }, number(Math.abs(tick))),
    );
  }
  chart.append(
    s("text", { class: "side", x: margin.left, y: margin.top - 6 }, "cooperation \u2191"),
    s("text", { class: "side", x: margin.left, y: height - margin.bottom + 18 }, "conflict \u2193"),
  );
  const every = Math.ceil(all.days.length / Math.max(2, Math.floor((width - 160) / 64)));
  all.days.forEach((day, i) => {
    const x = margin.left + i * step;
    const [material, verbal, verbalConflict, materialConflict] = byQuad[i];
    const group = s("g", { class: day === chosenDay ? "day chosen" : "day", click: () => choose("day", day) });
    const boxes = [
      [verbal, zero - verbal * scale, 1], [material, zero - (verbal + material) * scale, 0],
      [verbalConflict, zero, 2], [materialConflict, zero + verbalConflict * scale, 3],
    ];
    group.append(s("rect", { class: "hit", x, y: margin.top, width: step, height: height - margin.top - margin.bottom }));
    for (const [n, y, quad] of boxes) {
      if (n) group.append(s("rect", { class: QUADS[quad], x: x + (step - bar) / 2, y, width: bar, height: n * scale }));
    }
    group.append(s("title", {}, `${sayDay(day)}: ${QUADS.map((quad, q) => `${byQuad[i][q]} ${words(quad)}`).join(", ")}`));
    chart.append(group);
    if ((all.days.length - 1 - i) % every === 0 && x > margin.left + 50) {
      const isLast = i === all.days.length - 1;
      const at = { class: "label", x: isLast ? width - margin.right : x + step / 2, y: height - margin.bottom + 18,
        "text-anchor": isLast ? "end" : "middle" };
      chart.append(s("text", at, sayDay(day, false)));
    }
  });
  box.replaceChildren(chart);
  const sums = QUADS.map((_, quad) => byQuad.reduce((sum, day) => sum + day[quad], 0));
  box.setAttribute("aria-label",
    `Events a day from ${sayDay(all.days[0])} to ${sayDay(all.days.at(-1))}: `
    + QUADS.map((quad, i) => `${number(sums[i])} ${words(quad)}`).join(", "));
}

/** Give round numbers up and down the axis, a few on each side that has room. */
function ticks(up, down) {
  const rough = (up + down) / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].find((one) => one * power >= rough) * power);
  const found = [0];
  for (let tick = step; tick <= up; tick += step) found.push(tick);
  for (let tick = step; tick <= down; tick += step) found.push(-tick);
  return found;
}

function daysTable(all, { byQuad }) {
  const columns = [["day", false], ...QUADS.map((quad) => [words(quad), true]), ["all", true]];
  const rows = all.days.map((day, i) => [
    sayDay(day), ...byQuad[i].map(number), number(byQuad[i].reduce((sum, n) => sum + n, 0)),
  ]);
  return table(columns, rows.reverse());
}

/** A row a type: its button, its line over the days, its sum and its last day. */
function showTypes(all, { byType }, choose) {
  const most = Math.max(1, ...byType.map(({ days }) => Math.max(...days)));
  const rows = byType
    .map(({ type, days }) => ({ type, days, sum: days.reduce((a, b) => a + b, 0) }))
    .filter(({ sum }) => sum)
    .sort((a, b) => b.sum - a.sum || a.type.localeCompare(b.type))
    .map(({ type, days, sum }) => {
      const kind = all.kinds.find((one) => one.type === type);
      const button = h("button", { type: "button", class: "plain", click: () => choose("type", type) }, type.toLowerCase());
      return [h("span", { class: "typed" }, h("i", { class: QUADS[kind.quad] }), button), sparkline(days, most, QUADS[kind.quad]),
        number(sum), number(days.at(-1))];
    });
  byId("types").replaceChildren(
    table([["type", false], ["events a day", false], ["all", true], [sayDay(all.days.at(-1), false), true]], rows),
  );
}

function sparkline(values, most, quad) {
  const [width, height] = [150, 22];
  const step = width / values.length;
  const bars = Array.from(values, (n, i) =>
    n ? s("rect", { x: i * step, width: Math.max(step - 1, 1), y: height - (n / most) * height, height: (n / most) * height }) : null);
  return s("svg", { class: `spark ${quad}`, viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true",
    preserveAspectRatio: "none" }, bars);
}
