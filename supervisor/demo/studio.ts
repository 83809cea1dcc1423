import type { DemoSite } from "./demo-site.ts";
import { em, h2, link, list, p, page, post, quote, strong } from "./write.ts";

/** A studio for signs and wayfinding. */
export const studio: DemoSite = {
  websiteId: "00000000-0000-7000-8000-000000000102",
  name: "Studio Varga",
  hostname: "studio.demo.localhost",
  configuration: {
    title: "Studio Varga",
    description: "Signs, maps and wayfinding for places that people get lost in.",
    language: "en",
  },
  documents: [
    page("home", "/", {
      title: "We help people find the door",
      description: "A studio of five for signs, maps and wayfinding: hospitals, libraries, stations, campuses.",
      body: [
        p(
          "Studio Varga designs how people find their way: through a hospital at night, a library on the first day of term, a station with four minutes to spare.",
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
        p("If a building of yours makes people late, ", link("tell us about it", "/contact"), "."),
      ],
    }),
    page("about", "/about", {
      title: "The studio",
      description: "Five people, one workshop, and a rule about arrows.",
      body: [
        p(
          "Ilona Varga founded the studio in 2009, after ten years of drawing timetables for a railway that no longer exists. Today we are five: two designers, a cartographer, a carpenter, and Sol, who talks to building inspectors so that the rest of us need not.",
        ),
        h2("How we work"),
        p(
          "We build every sign at full size in cardboard and hang it in the building for a week. It costs little, and it has saved each of our clients at least one expensive mistake.",
        ),
        quote("An arrow is a promise. Do not make it where you cannot keep it."),
        p("The sentence hangs over the workbench. It is about arrows, and about invoices."),
      ],
    }),
    page("services", "/services", {
      title: "What it costs",
      description: "Three ways of working with us, with prices, because we would want to know too.",
      body: [
        h2("A walk"),
        p(
          "One day in your building, with a written report of what confuses people and what to do first. 1,400 euros and travel. Often it is all that is needed.",
        ),
        h2("A plan"),
        p(
          "Names, routes, sign types and a drawing of every location, ready to be built by whomever you choose. From 18,000 euros for a building of up to 10,000 square metres; about ten weeks.",
        ),
        h2("The whole thing"),
        p(
          "The plan, prototypes, production and hanging, and a visit one year later to see what has been taped over. We will make you an offer after the walk.",
        ),
      ],
    }),
    page("contact", "/contact", {
      title: "Contact",
      description: "Write, call, or ring at the workshop door behind the print works.",
      body: [
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
    post("a-hospital-at-night", "2026-05-11", {
      title: "A hospital at night",
      description: "By day, visitors ask. By night there is nobody to ask. What we changed at St. Alban.",
      body: [
        p(
          "Most wayfinding is tested at eleven in the morning. We spent four nights at St. Alban instead, because that is when relatives arrive in a hurry and the information desk is dark.",
        ),
        p(
          "The biggest change was the smallest: the route to the emergency ward is now a line of light at ankle height, so that it can be followed without reading at all. The second was to stop numbering lifts. People remember ",
          em("the green lift"),
          "; nobody remembers lift C2.",
        ),
        p("Three months on, the night porters count a third of the questions they had before."),
      ],
    }),
    post("names-before-signs", "2026-06-23", {
      title: "Names before signs",
      description: "If a room has four names, no sign will help. A short plea for the dull part of our work.",
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
    post("cardboard-week", "2026-09-03", {
      title: "Cardboard week",
      description: "Why we hang every sign in cardboard first, and what the city library taught us with it.",
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
      body: [
        p(
          "The ferry harbour at Brenn is in fog for ninety days a year. Ordinary letters close up in it: an ",
          em("e"),
          " becomes an ",
          em("o"),
          ", an 8 becomes a 3, and lorries queue for the wrong ship.",
        ),
        p(
          "We drew a set of capitals and figures with wide openings and short, heavy ends, and tested them on the pier with a roll of tracing paper as fog. The distance at which drivers read the gate numbers correctly went from 38 to 61 metres.",
        ),
        p("The harbour owns the typeface and has agreed to give it to any other port that asks."),
      ],
    }),
  ],
};
