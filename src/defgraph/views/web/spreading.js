// Places for a part of a large network, near each other: forces (Fruchterman and Reingold, 1991), then boxes
// pushed apart, as views/layout.py does for the whole. It begins with the places of the whole, and nothing is
// left to chance: the same nodes always get the same places.
const SPREAD_UP_TO = 1200;
const GAP = 12;
const HUB = 6;
const GRAVITY = 1.5;

// Half the width and height of a node with its label and the gap around, and half the height of the label.
const measure = document.createElement("canvas").getContext("2d");
function boxOf(node) {
  const font = 12 + Math.round(node.size / 6);
  measure.font = `${font}px system-ui, sans-serif`;
  const widthOf = (text) => measure.measureText(text).width;
  let [lines, line, longest] = [1, 0, 0];
  for (const word of node.label.split(" ")) {
    const width = widthOf(word);
    if (line && line + widthOf(" ") + width > WRAP) [lines, line] = [lines + 1, 0];
    line += width + (line ? widthOf(" ") : 0);
    longest = Math.max(longest, Math.min(line, WRAP));
    for (; line > WRAP; line -= WRAP) lines += 1;
  }
  const below = lines * font * 1.22 + 4;
  return [(Math.max(longest, 2 * node.size) + GAP) / 2, (2 * node.size + below + GAP) / 2, below / 2];
}

// Pairs of positions in ids that an edge ties, and how strongly: a hub would pull all it touches into one heap.
function ties(ids) {
  const at = new Map(ids.map((id, i) => [id, i]));
  const pairs = new Map();
  const degree = ids.map(() => 0);
  for (const id of ids) {
    for (const edge of incident[id]) {
      const [a, b] = [at.get(edge.from), at.get(edge.to)];
      if (edge.from !== id || a === undefined || b === undefined || a === b) continue;
      const key = Math.min(a, b) * ids.length + Math.max(a, b);
      if (pairs.has(key) || !edgePasses(edge)) continue;
      pairs.set(key, [a, b]);
      degree[a] += 1;
      degree[b] += 1;
    }
  }
  return [...pairs.values()].map(([a, b]) => [a, b, Math.min(1, Math.sqrt(HUB / Math.max(degree[a], degree[b])))]);
}

// Brings points to a field of the given width and height, around zero.
function stretched(points, [width, height]) {
  return points.map((values, axis) => {
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const wide = values.reduce((a, b) => Math.max(a, b), -Infinity) - low || 1;
    return values.map((value) => ((value - low) / wide - 0.5) * [width, height][axis]);
  });
}

function sprung(ids) {
  const size = ids.length;
  const [xs, ys] = stretched([ids.map((id) => nodes[id].x), ids.map((id) => nodes[id].y)], [1, 1]);
  const tied = ties(ids);
  const near = 1 / Math.sqrt(size);
  const rounds = Math.round(Math.max(40, Math.min(300, 2e7 / (size * size))));
  for (let turn = 0; turn < rounds; turn += 1) {
    const fx = xs.map((x) => -GRAVITY * x);
    const fy = ys.map((y) => -GRAVITY * y);
    const pull = (a, b, strength) => {
      fx[a] += (xs[b] - xs[a]) * strength, fx[b] -= (xs[b] - xs[a]) * strength;
      fy[a] += (ys[b] - ys[a]) * strength, fy[b] -= (ys[b] - ys[a]) * strength;
    };
    for (let a = 0; a < size; a += 1) {
      for (let b = a + 1; b < size; b += 1) pull(a, b, -(near ** 2) / ((xs[a] - xs[b]) ** 2 + (ys[a] - ys[b]) ** 2 + 1e-9));
    }
    for (const [a, b, weight] of tied) pull(a, b, (weight * Math.hypot(xs[a] - xs[b], ys[a] - ys[b])) / near);
    const most = 0.1 * (1 - turn / rounds);
    for (let a = 0; a < size; a += 1) {
      const step = Math.min(1, most / (Math.hypot(fx[a], fy[a]) || 1));
      xs[a] += fx[a] * step;
      ys[a] += fy[a] * step;
    }
  }
  return [xs, ys];
}

// Pushes boxes apart, a little at a time and along the shorter way, until none covers another.
function pushedApart([xs, ys], boxes) {
  const order = [...boxes.keys()];
  const reach = boxes.reduce((most, [half]) => Math.max(most, half), 0);
  for (let turn = 1, moved = true; moved && turn <= 400; turn += 1) {
    moved = false;
    order.sort((a, b) => xs[a] - xs[b] || a - b);
    for (const [position, a] of order.entries()) {
      for (let next = position + 1; next < order.length; next += 1) {
        const b = order[next];
        const [dx, dy] = [xs[b] - xs[a], ys[b] - ys[a]];
        if (dx > boxes[a][0] + reach) break;
        const overX = boxes[a][0] + boxes[b][0] - Math.abs(dx);
        const overY = boxes[a][1] + boxes[b][1] - Math.abs(dy);
        if (overX <= 0.5 || overY <= 0.5) continue;
        const [axis, over, way] = overX < overY ? [xs, overX, dx] : [ys, overY, dy];
        const step = (over / 2 + 0.25) * (way >= 0 ? 1 : -1);
        axis[a] -= step;
        axis[b] += step;
        moved = true;
      }
    }
    if (turn % 20 === 0) for (const axis of [xs, ys]) axis.forEach((value, i) => (axis[i] = value * 1.05));
  }
}

function spread(ids) {
  const given = new Map(ids.map((id) => [id, [nodes[id].x, nodes[id].y]]));
  if (ids.length < 2 || ids.length > SPREAD_UP_TO) return given;
  const boxes = ids.map((id) => boxOf(nodes[id]));
  const room = boxes.reduce((sum, [w, h]) => sum + 4 * w * h, 0) * 1.35;
  const points = stretched(sprung(ids), [Math.sqrt(room * 1.9), Math.sqrt(room / 1.9)]);
  pushedApart(points, boxes);
  return new Map(ids.map((id, i) => [id, [Math.round(points[0][i]), Math.round(points[1][i] - boxes[i][2])]]));
}
