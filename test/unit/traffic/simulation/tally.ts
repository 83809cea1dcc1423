import { emptyHour, addTraffic, requestsOf, type TrafficHour } from "#domain/traffic/index.ts";

/** Traffic by hour. */
export class Tally {
  readonly hours = new Map<number, TrafficHour>();

  add(hour: TrafficHour): void {
    const sum = this.hours.get(hour.hour) ?? emptyHour(hour.hour);
    addTraffic(sum, hour);
    this.hours.set(hour.hour, sum);
  }

  subtract({ hour, bytes, statuses }: TrafficHour): void {
    const [a, b, c, d, e] = statuses;
    this.add({ hour, bytes: -bytes, statuses: [-a, -b, -c, -d, -e] });
  }

  get requests(): number {
    return [...this.hours.values()].reduce((sum, hour) => sum + requestsOf(hour), 0);
  }

  get bytes(): number {
    return [...this.hours.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The hours in which this has more than the other. */
  beyond(other: Tally): readonly number[] {
    return [...this.hours.values()]
      .filter(({ hour, bytes, statuses }) => {
        const bound = other.hours.get(hour) ?? emptyHour(hour);
        return bytes > bound.bytes || statuses.some((requests, index) => requests > bound.statuses[index]!);
      })
      .map(({ hour }) => hour);
  }
}
