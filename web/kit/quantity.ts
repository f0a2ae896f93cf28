const steps = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const

const grouped = (text: string): string => text.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')

/** 1234567 B → "1 234 567 B". @param value a whole number, as the API sends it */
export const formatExact = (value: string, unit: string | null): string =>
  `${grouped(value)}${unit ? `\u00a0${unit}` : ''}`

/**
 * For reading: bytes in steps of 1000 with three figures (1 234 567 B → "1.23 MB"), all else in full.
 * @param value a whole number, as the API sends it: it may be longer than a number can hold
 */
export const formatQuantity = (value: string, unit: string | null): string => {
  const digits = value.replace('-', '').length
  if (unit !== 'B' || digits < 4) return formatExact(value, unit)
  // Rounded to three figures before the step is chosen: 999 999 B is 1.00 MB, not 1000 kB.
  const rounded = Number(Number(value).toPrecision(3))
  const step = Math.floor(Math.log10(Math.abs(rounded)) / 3)
  return `${(rounded / 1000 ** step).toPrecision(3)}\u00a0${steps[step]}B`
}

/** bytesReadOut → "Bytes read out"; short words in capitals stay. */
export const toWords = (name: string): string => {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[._]/g, ' ')
    .split(' ')
    .map((word) => (/^[A-Z\d]{2,}s?$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
