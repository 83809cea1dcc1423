import { expect, test } from "vitest";
import type { WebsiteEvent } from "#domain/contracts/index.ts";
import { projectEvents } from "../../../control-plane/services/website-events/project-events.ts";

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const created: WebsiteEvent = { type: "website-created", name: "Bakery", hostnames: ["a"], at: at(1) };
const moved: WebsiteEvent = { type: "hostnames-changed", hostnames: ["b"], at: at(2) };
const closed: WebsiteEvent = { type: "status-changed", status: "maintenance", at: at(3) };

test("the last event of a kind decides", () => {
  expect(projectEvents([created, moved, closed])).toEqual({
    name: "Bakery",
    status: "maintenance",
    hostnames: ["b"],
    createdAt: new Date(at(1)),
    updatedAt: new Date(at(3)),
  });
});

test("columns that no event speaks of are left alone", () => {
  expect(projectEvents([closed])).toEqual({ status: "maintenance", updatedAt: new Date(at(3)) });
});
