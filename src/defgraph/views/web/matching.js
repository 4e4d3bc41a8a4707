// A large network begins with a part of it. Dates and areas then search the whole: what matches gets a drawing
// of its own, and what was shown before comes back as it was when they no longer narrow anything.
const MATCHES_UP_TO = 400;
let before = null;
let asked = "";
let everyMatch = false;

const firstDay = (event) => (page.events[event].d || [""])[0];
const isAllShown = () => (before === null ? shown.size === nodes.length : [...passingNodes()].every((id) => shown.has(id)));
const shownMatches = () => passingEvents().filter((event) => [...parties[event]].every((id) => shown.has(id))).length;

// All that matches; if that is very much, the latest meetings with what takes part in them.
function chosenMatches() {
  const passing = passingNodes();
  const events = passingEvents();
  if (everyMatch || !events.length || passing.size <= MATCHES_UP_TO) return passing;
  const chosen = new Set();
  for (const event of events.sort((a, b) => firstDay(b).localeCompare(firstDay(a)) || a - b)) {
    const more = [...parties[event]].filter((id) => !chosen.has(id));
    if (chosen.size && chosen.size + more.length > MATCHES_UP_TO) break;
    for (const id of more) chosen.add(id);
  }
  return chosen;
}

function drawMatches() {
  before ||= { shown, places, position: network.getViewPosition(), scale: network.getScale() };
  shown = chosenMatches();
  places = spread([...shown].sort((a, b) => a - b));
  return () => shown.size && fit();
}

// Changes to the drawing that the filters ask for; returns how to look at it, or nothing if it is that already.
function turn() {
  const wanted = page.start.length && narrows() ? JSON.stringify([filters.from, filters.to, [...filters.areas].sort()]) : "";
  if (wanted === asked) return undefined;
  [asked, everyMatch] = [wanted, false];
  if (wanted) return drawMatches();
  const { position, scale } = before;
  ({ shown, places } = before);
  before = null;
  return () => network.moveTo({ position, scale, animation: false });
}

function showEveryMatch() {
  everyMatch = true;
  const look = drawMatches();
  update({ repaint: true });
  look();
}
