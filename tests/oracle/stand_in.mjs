// stand_in.mjs - stands where a package is that is not installed: anything can be asked of it, nothing happens.

const HOLLOW = {
  get(target, key) {
    if (key === Symbol.toPrimitive || key === 'toString') return () => `stand-in:${target.package}`;
    if (key === Symbol.iterator) return [][Symbol.iterator];
    if (key === '__esModule') return true;
    if (key === 'toJSON') return () => `stand-in:${target.package}`;
    if (key === 'then' || typeof key === 'symbol') return undefined;
    return target.whole;
  },
  has: () => true,
  set: () => true,
  apply: (target) => target.whole,
  construct: (target) => target.whole,
};

/** A value that takes every call and every member, and says `stand-in:NAME` where it becomes text. */
export function standIn(name) {
  const target = function () {};
  target.package = name;
  target.whole = new Proxy(target, HOLLOW);
  return target.whole;
}

/** Whether one of them came into a text. */
export const hasStandIn = (text) => text.includes('stand-in:');
