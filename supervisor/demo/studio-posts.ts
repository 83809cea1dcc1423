import type { Document } from "#domain/document/index.ts";
import {
  callout,
  em,
  embed,
  gallery,
  h2,
  image,
  link,
  note,
  notes,
  p,
  post,
  pullQuote,
  quote,
  table,
} from "./write.ts";

export const studioPosts: readonly Document[] = [
  post("lines-across-a-river", "2026-04-07", {
    title: "Lines across a river",
    description: "The map of a small ferry network, and the argument about where north should be.",
    imageId: "map",
    authorIds: ["ilona"],
    termIds: ["cases", "maps"],
    body: [
      p(
        "Three lines, fourteen piers, one river. The old map had north at the top, as maps do, and the river ran down it like a crack in a plate. Nobody at the piers thinks of the river that way. They think of upstream, downstream, and the other side.",
      ),
      p(
        "So we turned it. Upstream is left, because the boats that go there leave from the left. It took one afternoon to draw and eleven weeks to be allowed to print.",
      ),
    ],
  }),
  post("a-hospital-at-night", "2026-05-11", {
    title: "A hospital at night",
    description: "By day, visitors ask. By night there is nobody to ask. What we changed at St. Alban.",
    imageId: "corridor",
    authorIds: ["sol"],
    termIds: ["cases", "hospitals"],
    body: [
      p(
        "Most wayfinding is tested at eleven in the morning. We spent four nights at St. Alban instead, because that is when relatives arrive in a hurry and the information desk is dark.",
      ),
      p(
        "The biggest change was the smallest: the route to the emergency ward is now a line of light at ankle height, so that it can be followed without reading at all. The second was to stop numbering lifts. People remember ",
        em("the green lift"),
        "; nobody remembers lift C2.",
      ),
      quote("I followed it without knowing that I did.", "A visitor, third night"),
      p("Three months on, the night porters count a third of the questions they had before."),
    ],
  }),
  post("names-before-signs", "2026-06-23", {
    title: "Names before signs",
    description: "If a room has four names, no sign will help. A short plea for the dull part of our work.",
    imageId: "doors",
    authorIds: ["ilona"],
    termIds: ["method"],
    body: [
      p(
        "A university asked us for new signs to its lecture halls. It turned out that each hall had a number on the plan, another on the door, a donor's name in the timetable and a nickname that everybody used.",
      ),
      p(
        "We proposed to use the nicknames. There was a meeting about it, then a second one. The donors, once asked, were delighted: it had never been pleasant to share a name with a leaking roof.",
      ),
      p("The signs took three weeks. The names took seven months, and did most of the work."),
    ],
  }),
  post("what-people-ask", "2026-07-29", {
    title: "What people ask, and what they mean by it",
    description: "“Is this right?” is not a question about direction.",
    authorIds: ["sol"],
    termIds: ["method"],
    body: [
      p(
        "We have kept a list since the first walk. It holds four thousand questions that visitors asked porters, cleaners, one another and us. Two thirds of them are the same: is this right?",
      ),
      p(
        "They know the way, in other words. They want to hear that they do. A sign in the middle of a long corridor tells nobody anything new, and is the one that we are thanked for.",
      ),
    ],
  }),
  post("cardboard-week", "2026-09-03", {
    title: "Cardboard week",
    description: "Why we hang every sign in cardboard first, and what the city library taught us with it.",
    imageId: "cardboard",
    authorIds: ["ilona", "sol"],
    termIds: ["method"],
    body: [
      p(
        "For one week in August the city library was full of brown cardboard. Sixty-two signs at full size, lettered by hand, hung with string where the real ones were meant to go.",
      ),
      p(
        "By Wednesday we had moved nineteen of them. By Friday we had thrown eleven away, because nobody had looked at them, and added two in places where a queue of people kept telling us that there should be one.",
      ),
      p(
        "All of it cost less than a single enamelled panel. More on how we go about such a week is on the page about ",
        link("the studio", "/about"),
        ".",
      ),
    ],
  }),
  post("a-typeface-for-fog", "2026-11-02", {
    title: "A typeface for fog",
    description: "Harbour signs are read wet, from afar and at an angle. So we drew letters for that.",
    imageId: "fog",
    authorIds: ["ilona"],
    termIds: ["cases", "lettering"],
    comments: "open",
    body: [
      p(
        "The ferry harbour at Brenn is in fog for ninety days a year. Ordinary letters close up in it: an ",
        em("e"),
        " becomes an ",
        em("o"),
        ", an 8 becomes a 3, and lorries queue for the wrong ship.",
        note("lorries"),
      ),
      p(
        "We were asked for larger signs. Larger signs in fog are larger grey rectangles, so we asked for a pier, a week of bad weather and somebody who would stand at the other end of it.",
      ),
      h2("What fog does to a letter"),
      p(
        "It takes the corners first, then the openings, then the joints. What is left is the weight of the strokes and the holes between them. So the holes have to be the letter.",
      ),
      image(
        "map",
        "A map of three lines that cross a river",
        "The quay, the gates, and where the lorries went.",
        "right",
      ),
      p(
        "We drew a set of capitals and figures with wide openings and short, heavy ends. The ",
        em("e"),
        " opens downwards, as if it had been asked to say ah. The eight is two circles that do not quite touch, which is ugly on paper and unmistakable at fifty metres.",
      ),
      p(
        "Then we printed them, hung them at the far end of the pier, and walked towards them, some forty times, in the rain, with a roll of tracing paper for the days on which the fog did not come.",
      ),
      pullQuote("What fog leaves of a letter is its holes. So the holes have to be the letter."),
      h2("What we measured"),
      table(
        "The distance at which drivers read a gate number correctly, in metres",
        ["Weather", "Before", "After"],
        ["Clear", "112", "118"],
        ["Haze", "71", "94"],
        ["Fog", "38", "61"],
      ),
      p("In clear weather there is little to win. Nobody had ever complained about clear weather."),
      gallery(3, {
        fog: "The letter e, four times, into the fog",
        cardboard: "The first signs, in cardboard",
        doors: "The gates, in their colours",
      }),
      h2("Whose letters they are"),
      p("The harbour owns the typeface and has agreed to give it to any other port that asks."),
      embed("https://films.example/brenn-in-fog", "Harbour Films", "Eleven minutes on the pier at Brenn, in fog"),
      callout("note", "If your port is one of them, write to us: we know which file is the right one."),
      notes({ lorries: "In the winter of 2024 eleven of them sailed to the wrong island. All came back." }),
    ],
  }),
];
