import type { Document } from "#domain/document/index.ts";
import { h2, image, link, list, p, page, pullQuote, strong, table } from "./write.ts";

export const studioPages: readonly Document[] = [
  page("home", "/", {
    title: "We help people find the door",
    description: "A studio of five for signs, maps and wayfinding: hospitals, libraries, stations, campuses.",
    body: [
      p(
        "Studio Varga designs how people find their way: through a hospital at night, a library on the first day of term, a station with four minutes to spare.",
      ),
    ],
  }),
  page("about", "/about", {
    title: "The studio",
    description: "Five people, one workshop, and a rule about arrows.",
    imageId: "map",
    body: [
      p(
        "Ilona Varga founded the studio in 2009, after ten years of drawing timetables for a railway that no longer exists. Today we are five: two designers, a cartographer, a carpenter, and Sol, who talks to building inspectors so that the rest of us need not.",
      ),
      p(
        "We begin by walking. Before we draw anything we follow visitors through the building with a notebook, and write down every place where they stop, turn round or ask. What we then design is mostly the answer to those moments.",
      ),
      h2("What we do"),
      list(
        [strong("Wayfinding"), ": routes, names, signs, and the plan that keeps them consistent"],
        [strong("Maps"), " that fit on a wall, a folded sheet or a telephone"],
        [strong("Lettering"), ", when a place deserves its own"],
      ),
      h2("How we work"),
      p(
        "We build every sign at full size in cardboard and hang it in the building for a week. It costs little, and it has saved each of our clients at least one expensive mistake.",
      ),
      pullQuote("An arrow is a promise. Do not make it where you cannot keep it."),
      p("The sentence hangs over the workbench. It is about arrows, and about invoices."),
    ],
  }),
  page("services", "/about/services", {
    title: "What it costs",
    description: "Three ways of working with us, with prices, because we would want to know too.",
    parentId: "about",
    order: 1,
    body: [
      table(
        "Three ways of working with us",
        ["Which", "What you get", "How long", "From"],
        ["A walk", "A written report of what confuses people, and what to do first", "One day", "1,400 €"],
        ["A plan", "Names, routes, sign types and a drawing of every location", "Ten weeks", "18,000 €"],
        [
          "The whole thing",
          "The plan, prototypes, production, hanging, and a visit one year later",
          "A year",
          "Ask us",
        ],
      ),
      p("We will make you an offer for the whole thing after the walk. Often the walk is all that is needed."),
    ],
  }),
  page("contact", "/contact", {
    title: "Contact",
    description: "Write, call, or ring at the workshop door behind the print works.",
    order: 1,
    body: [
      image("doors", "Five doors, each of another colour", "Ours is the second.", "right"),
      p(
        "Studio Varga, Gerbergasse 7, in the courtyard behind the print works. There are three signs on the way; if you still get lost, we want to hear about it.",
      ),
      list(
        [link("hello@studiovarga.example", "mailto:hello@studiovarga.example")],
        [link("+41 61 555 01 43", "tel:+41615550143"), ", Monday to Thursday, nine to five"],
      ),
      p(
        "For a first conversation it helps to know how big the place is, who visits it, and where they get lost most often.",
      ),
    ],
  }),
];
