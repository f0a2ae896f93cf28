/** A text as a value in an address: readable, and still taken as one value. */
export const encodePart = (text: string): string =>
  encodeURIComponent(text).replaceAll(/%(?:3A|2C|2F|3E|3C|3D|40|7E)/g, (code) => decodeURIComponent(code)).replaceAll('%20', '+')
