import type { DemoSite } from "./demo-site.ts";
import { author, category, comments, menu, tag, toDocument, toTerm, toUrl } from "./records.ts";
import { studioPages } from "./studio-pages.ts";
import { studioPosts } from "./studio-posts.ts";

/** The journal of a studio for signs and wayfinding. */
export const studio: DemoSite = {
  websiteId: "00000000-0000-7000-8000-000000000102",
  name: "Studio Varga",
  hostname: "studio.demo.localhost",
  theme: "journal",
  themeSettings: {
    accent: "#a5371b",
    latest_title: "From the workshop",
    show_introduction: false,
    footer_text:
      "Studio Varga, Gerbergasse 7, in the courtyard behind the print works. There are three signs on the way.",
  },
  configuration: {
    title: "Studio Varga",
    description: "Notes on signs, maps and the art of not getting lost",
    language: "en",
    timeZone: "Europe/Zurich",
  },
  documents: [...studioPages, ...studioPosts],
  pictures: [
    { mediaId: "fog", fileName: "fog.svg", alt: "Letters on a pier that fade into fog", width: 1_600, height: 1_000 },
    {
      mediaId: "corridor",
      fileName: "corridor.svg",
      alt: "A dark corridor with a green line of light that leads to a door",
      width: 1_600,
      height: 1_000,
    },
    {
      mediaId: "cardboard",
      fileName: "cardboard.svg",
      alt: "Signs of brown cardboard, hung on strings",
      width: 1_600,
      height: 1_100,
    },
    { mediaId: "doors", fileName: "doors.svg", alt: "Five doors, each of another colour", width: 1_600, height: 1_000 },
    {
      mediaId: "map",
      fileName: "map.svg",
      alt: "A map of three lines that cross a river",
      width: 1_600,
      height: 1_000,
    },
  ],
  records: [
    category("cases", "Cases", "/cases", "Buildings that we walked through, and what changed in them."),
    category("method", "Method", "/method", "How we go about it, and what we got wrong."),
    tag("lettering", "lettering"),
    tag("hospitals", "hospitals"),
    tag("maps", "maps"),
    author(
      "ilona",
      "Ilona Varga",
      "Founded the studio in 2009, after ten years of drawing timetables for a railway that no longer exists. Still reads timetables for pleasure.",
    ),
    author(
      "sol",
      "Sol Amari",
      "Talks to building inspectors so that the rest of us need not, and takes the photographs.",
    ),
    menu(
      "primary",
      toTerm("cases", "Cases"),
      toTerm("method", "Method"),
      toDocument("about", "The studio", [toDocument("services"), toDocument("contact")]),
      toDocument("contact"),
    ),
    menu("footer", toDocument("about"), toDocument("services"), toDocument("contact")),
    menu("social", toUrl("Mastodon", "https://social.example/@varga"), toUrl("Feed", "/feed.xml")),
    ...comments("a-typeface-for-fog", [
      {
        by: "Henrike, pilot at Brenn",
        at: "2026-11-02T19:12",
        text: "I have read gate 8 as gate 3 more often than I will put down here. Not once since August.",
        answers: [
          {
            by: "Ilona Varga",
            at: "2026-11-03T08:30",
            authorId: "ilona",
            text: "Then the eight was worth its five weeks. Thank you for the tracing paper, too.",
            answers: [{ by: "Henrike, pilot at Brenn", at: "2026-11-03T20:01", text: "Keep it. We have fog enough." }],
          },
        ],
      },
      {
        by: "T. Okafor",
        at: "2026-11-05T11:47",
        text: "How do the capitals do at an angle of more than sixty degrees? Our quay has nothing else.",
      },
    ]),
    ...comments("names-before-signs", [
      { by: "A registrar", at: "2026-06-24T07:15", text: "I was at the second meeting. It was longer than you say." },
    ]),
  ],
};
