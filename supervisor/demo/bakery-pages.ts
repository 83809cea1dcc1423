import type { Document } from "#domain/document/index.ts";
import { callout, columns, h2, h3, image, link, list, p, page, question, strong, table } from "./write.ts";

export const bakeryPages: readonly Document[] = [
  page("home", "/", {
    title: "Bread with time in it",
    description: "A small bakery on Mill Lane. Four doughs, one oven, doors open at seven.",
    imageId: "oven",
    body: [
      p(
        "We bake four kinds of bread and whatever the season asks for. Every loaf rests for at least eighteen hours before it meets the oven, and every loaf is sold on the day it was baked.",
      ),
      p(
        "The shop opens at seven from Tuesday to Saturday and closes when the shelves are empty, which is usually around two. On Fridays we keep ",
        link("orders", "/contact"),
        " aside until five.",
      ),
    ],
  }),
  page("about", "/about", {
    title: "About us",
    description: "Who bakes, where the flour comes from, and why the oven is older than all of us.",
    order: 1,
    body: [
      p(
        "Hearth & Rye is Marta Oduya, Jonas Feld and, on Saturdays, whichever of our children has lost the argument. Marta trained as a pastry cook; Jonas used to repair church organs and says that the oven is not so different.",
      ),
      image("class", "Loaves on a long table, from above", "A class on a Saturday, just before the tea.", "wide"),
      h2("A day here"),
      table(
        "What happens when",
        ["Time", "What", "Who"],
        ["3:40", "The fire is lit", "Jonas"],
        ["4:30", "Yesterday's doughs are shaped", "Marta, Jonas"],
        ["7:00", "The yellow door opens", "Whoever has clean hands"],
        ["14:00", "Tomorrow's doughs are mixed", "Marta"],
      ),
      h2("What we are asked"),
      question(
        "Do you have gluten-free bread?",
        "No, and flour gets everywhere here, so we would not dare to promise it.",
      ),
      question(
        "Can I bring my own dough?",
        "On the first Friday of the month, from four: the oven is warm and it is yours.",
      ),
      question(
        "Why is the door yellow?",
        "It was the only colour left in the paper mill's shed, in 1911 and again in 2014.",
      ),
    ],
  }),
  page("oven", "/about/oven", {
    title: "The oven",
    description: "Eleven tonnes of brick that take two days to cool.",
    parentId: "about",
    order: 1,
    imageId: "oven",
    body: [
      p(
        "It was built in 1911 for the workers of the paper mill and stood cold for thirty years. We relaid the floor with the help of a retired bricklayer from the next street, who still comes by to check on it and leaves with two loaves.",
      ),
      p(
        "We fire it with beech from the mill's old wood. At four in the morning the floor has 290 degrees, which is when the rye goes in; the sourdough follows at 260, and by nine it is right for pastry.",
      ),
      callout(
        "info",
        strong("Open oven. "),
        "On the first Friday of the month neighbours bake in it from four in the afternoon.",
      ),
    ],
  }),
  page("flour", "/about/flour", {
    title: "The flour",
    description: "Grown within forty kilometres, ground on stone.",
    parentId: "about",
    order: 2,
    imageId: "field",
    body: [
      p(
        "Our wheat and spelt are grown within forty kilometres and ground on stone at Harrow Mill. The rye comes from further north, because rye likes it there. We publish what we pay for flour once a year, in the ",
        link("journal", "/journal/what-our-flour-costs"),
        ".",
      ),
    ],
  }),
  page("bread", "/bread", {
    title: "On the shelves",
    description: "Four loaves that are always there, and two that are not.",
    order: 2,
    body: [
      h2("Every day"),
      columns(
        [h3("Mill Lane sourdough"), p("Wheat, a fifth of rye, a dark crust. Our everyday loaf, 900 grams. £4.20")],
        [h3("Dense rye"), p("With sunflower seeds, best from the second day on. 1 kilogram. £4.80")],
        [h3("Spelt and honey"), p("Baked in a tin, made for toast. 750 grams. £4.60")],
      ),
      h2("Fridays and Saturdays"),
      list(
        [strong("Olive fougasse"), ", as large as a tennis racket and gone as fast"],
        [strong("Seeded batons"), ", for soup, picnics and small swords"],
      ),
      callout("note", "Allergens hang beside the till, and we are glad to be asked."),
    ],
  }),
  page("contact", "/contact", {
    title: "Find us and order",
    description: "Mill Lane 14, Tuesday to Saturday from seven. Orders by telephone until six the evening before.",
    order: 3,
    body: [
      p(
        "Mill Lane 14, opposite the bicycle shop. The yellow door is ours; the blue one is Mrs Petrov's, and she is patient but would like you to know.",
      ),
      list(
        ["Tuesday to Friday: 7:00 until sold out"],
        ["Saturday: 7:00 to 13:00"],
        ["Sunday and Monday: closed, the dough is resting and so are we"],
      ),
      h2("Orders"),
      p(
        "Call ",
        link("01632 960 114", "tel:+441632960114"),
        " or write to ",
        link("orders@hearthandrye.example", "mailto:orders@hearthandrye.example"),
        " until six the evening before. For more than ten loaves please give us two days.",
      ),
    ],
  }),
];
