import type { DemoSite } from "./demo-site.ts";
import { em, h2, link, list, p, page, post, quote, steps, strong } from "./write.ts";

/** A neighbourhood bakery. */
export const bakery: DemoSite = {
  websiteId: "00000000-0000-7000-8000-000000000101",
  name: "Hearth & Rye",
  hostname: "bakery.demo.localhost",
  configuration: {
    title: "Hearth & Rye",
    description: "Sourdough and seasonal pastry from a wood-fired oven on Mill Lane.",
    language: "en",
  },
  documents: [
    page("home", "/", {
      title: "Bread with time in it",
      description: "A small bakery on Mill Lane. Four doughs, one oven, doors open at seven.",
      body: [
        p(
          "We bake four kinds of bread and whatever the season asks for. Every loaf rests for at least eighteen hours before it meets the oven, and every loaf is sold on the day it was baked.",
        ),
        p(
          "The shop opens at seven from Tuesday to Saturday and closes when the shelves are empty, which is usually around two. On Fridays we keep ",
          link("orders", "/contact"),
          " aside until five.",
        ),
        h2("On the shelves today"),
        list(
          [strong("Mill Lane sourdough"), ", our everyday loaf: wheat, a fifth of rye, a dark crust"],
          [strong("Dense rye"), " with sunflower seeds, best from the second day on"],
          [strong("Spelt and honey"), ", baked in a tin, made for toast"],
          [strong("Olive fougasse"), ", on Fridays and Saturdays only"],
        ),
      ],
    }),
    page("about", "/about", {
      title: "About us",
      description: "Who bakes, where the flour comes from, and why the oven is older than all of us.",
      body: [
        p(
          "Hearth & Rye is Marta Oduya, Jonas Feld and, on Saturdays, whichever of our children has lost the argument. Marta trained as a pastry cook; Jonas used to repair church organs and says that the oven is not so different.",
        ),
        h2("The oven"),
        p(
          "It was built in 1911 for the workers of the paper mill and stood cold for thirty years. We relaid the floor with the help of a retired bricklayer from the next street, who still comes by to check on it and leaves with two loaves.",
        ),
        h2("The flour"),
        p(
          "Our wheat and spelt are grown within forty kilometres and ground on stone at Harrow Mill. The rye comes from further north, because rye likes it there. We publish what we pay for flour once a year, in the ",
          link("journal", "/journal/what-our-flour-costs"),
          ".",
        ),
      ],
    }),
    page("contact", "/contact", {
      title: "Find us and order",
      description: "Mill Lane 14, Tuesday to Saturday from seven. Orders by telephone until six the evening before.",
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
    post("keeping-a-starter-in-summer", "2026-07-02", {
      title: "Keeping a starter through a hot summer",
      description: "When the kitchen is thirty degrees, your starter lives twice as fast. Three small habits help.",
      body: [
        p(
          "Every July people bring us jars and ask what they have done wrong. Mostly nothing: a starter at thirty degrees simply does in four hours what it does in nine at twenty.",
        ),
        steps(
          "Feed it more and less often: one part starter to five parts flour and five parts water, once a day.",
          "Use cool water. It is the easiest way to take the temperature of everything else down.",
          "If you bake only at the weekend, keep it in the fridge and give it one warm feed on Friday morning.",
        ),
        p("And if it smells of nail varnish, it is hungry, not dead. Two feeds bring it back."),
      ],
    }),
    post("what-our-flour-costs", "2026-08-20", {
      title: "What our flour costs, 2026",
      description: "The yearly account: what we paid, whom we paid, and what that means for the price of a loaf.",
      body: [
        p(
          "We promised to do this every year, so here it is. From August to July we used 21.4 tonnes of flour: 14.1 of wheat, 4.8 of rye and 2.5 of spelt.",
        ),
        p(
          "Harrow Mill raised its price for wheat by six per cent after the wet spring. Rye stayed where it was. Flour now makes up a little more than a quarter of what you pay for a Mill Lane loaf; wages are about half; wood, rent and the rest share what is left.",
        ),
        p("We will keep prices as they are until the new year and look again then."),
      ],
    }),
    post("plum-weeks", "2026-09-14", {
      title: "The plum weeks",
      description:
        "Four weeks, one tree's worth of a good idea: plum cake on yeast dough, as Marta's grandmother made it.",
      body: [
        p(
          "From now until the middle of October there is plum cake, by the slice and by the tray. Yeast dough, halved plums standing up like roof tiles, a little cinnamon, no crumble. There has been some debate about the crumble.",
        ),
        quote("If the plums are good they need nothing. If they are not, make jam."),
        p(
          "That was Marta's grandmother, who also held that plum cake is a supper. Whole trays need a day's notice; ",
          link("here is how to order", "/contact"),
          ".",
        ),
      ],
    }),
    post("saturday-baking-class", "2026-10-30", {
      title: "A Saturday class, at last",
      description: "Eight people, one long table, two loaves each: our first baking class begins in November.",
      body: [
        p(
          "You have asked for years, and now that the storeroom is tidy there is room for a long table. From 14 November Jonas gives a class on the second Saturday of each month, from two to six in the afternoon.",
        ),
        p(
          "You will mix, fold and shape two loaves of ",
          em("Mill Lane sourdough"),
          ", bake one with us and take the other home in its basket, with a jar of our starter and a page of notes.",
        ),
        p("There are eight places. It costs forty-five pounds, flour on your shoes included."),
      ],
    }),
  ],
};
