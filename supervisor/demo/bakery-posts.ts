import type { Document } from "#domain/document/index.ts";
import { button, callout, em, gallery, h2, link, p, post, pullQuote, quote, steps, table } from "./write.ts";

export const bakeryPosts: readonly Document[] = [
  post("keeping-a-starter-in-summer", "2026-07-02", {
    title: "Keeping a starter through a hot summer",
    description: "When the kitchen is thirty degrees, your starter lives twice as fast. Three small habits help.",
    imageId: "starter",
    authorIds: ["jonas"],
    termIds: ["baking", "rye"],
    body: [
      p(
        "Every July people bring us jars and ask what they have done wrong. Mostly nothing: a starter at thirty degrees simply does in four hours what it does in nine at twenty.",
      ),
      steps(
        "Feed it more and less often: one part starter to five parts flour and five parts water, once a day.",
        "Use cool water. It is the easiest way to take the temperature of everything else down.",
        "If you bake only at the weekend, keep it in the fridge and give it one warm feed on Friday morning.",
      ),
      callout("success", "If it smells of nail varnish, it is hungry, not dead. Two feeds bring it back."),
    ],
  }),
  post("what-our-flour-costs", "2026-08-20", {
    title: "What our flour costs, 2026",
    description: "The yearly account: what we paid, whom we paid, and what that means for the price of a loaf.",
    imageId: "field",
    authorIds: ["marta", "jonas"],
    termIds: ["news"],
    body: [
      p(
        "We promised to do this every year, so here it is. From August to July we used 21.4 tonnes of flour, and this is what a tonne of it cost.",
      ),
      table(
        "Flour from August 2025 to July 2026",
        ["Flour", "Tonnes", "Price of a tonne"],
        ["Wheat", "14.1", "£1,240, six per cent more"],
        ["Rye", "4.8", "£980, as before"],
        ["Spelt", "2.5", "£1,910, as before"],
      ),
      p(
        "Flour now makes up a little more than a quarter of what you pay for a Mill Lane loaf; wages are about half; wood, rent and the rest share what is left.",
      ),
      p("We will keep prices as they are until the new year and look again then."),
    ],
  }),
  post("plum-weeks", "2026-09-14", {
    title: "The plum weeks",
    description:
      "Four weeks, one tree's worth of a good idea: plum cake on yeast dough, as Marta's grandmother made it.",
    imageId: "plums",
    authorIds: ["marta"],
    termIds: ["news", "seasonal"],
    comments: "open",
    body: [
      p(
        "From now until the middle of October there is plum cake, by the slice and by the tray. Yeast dough, halved plums standing up like roof tiles, a little cinnamon, no crumble. There has been some debate about the crumble.",
      ),
      pullQuote("If the plums are good they need nothing. If they are not, make jam."),
      p(
        "That was Marta's grandmother, who also held that plum cake is a supper. Whole trays need a day's notice; ",
        link("here is how to order", "/contact"),
        ".",
      ),
      h2("By the tray"),
      p("A tray is twenty-four slices, or four teenagers. We lend you the tray and ask for it back by Tuesday."),
      button("Order a tray", "/contact"),
    ],
  }),
  post("saturday-baking-class", "2026-10-30", {
    title: "A Saturday class, at last",
    description: "Eight people, one long table, two loaves each: our first baking class begins in November.",
    imageId: "class",
    authorIds: ["jonas"],
    termIds: ["news", "classes"],
    body: [
      p(
        "You have asked for years, and now that the storeroom is tidy there is room for a long table. From 14 November Jonas gives a class on the second Saturday of each month, from two to six in the afternoon.",
      ),
      p(
        "You will mix, fold and shape two loaves of ",
        em("Mill Lane sourdough"),
        ", bake one with us and take the other home in its basket, with a jar of our starter and a page of notes.",
      ),
      gallery(3, {
        class: "The long table with loaves on it",
        starter: "The jar that you take home",
        oven: "The oven, lit",
      }),
      quote("Bring an apron and somebody who will carry the second loaf.", "Jonas"),
      p("There are eight places. It costs forty-five pounds, flour on your shoes included."),
    ],
  }),
];
