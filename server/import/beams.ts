/** Particles as the LHC names them: element and charge. */
const particles: Readonly<Record<string, string>> = {
  P: 'PROTON',
  PROTON: 'PROTON',
  PROTONS: 'PROTON',
  PB: 'PB82',
  PB82: 'PB82',
  PB208: 'PB82',
  LEAD: 'PB82',
  XE: 'XE54',
  XE54: 'XE54',
  XE129: 'XE54',
  O: 'O8',
  O8: 'O8',
  O16: 'O8',
  OXYGEN: 'O8',
  NE: 'NE10',
  NE10: 'NE10',
  NE20: 'NE10',
  AR: 'AR18',
  AR18: 'AR18',
  AR40: 'AR18',
}

type Pair = readonly [string, string]

const particle = (name: string): string => particles[name.toUpperCase()] ?? name.toUpperCase()
const isIon = (name: string) => name !== 'PROTON' && name !== 'UNKNOWN'
const spell = ([a, b]: Pair) => `${a} - ${b}`
const sameBeams = (a: Pair, b: Pair) => spell(a) === spell(b) || spell(a) === spell([b[1], b[0]])

const species = '(p|Pb|Xe|O|Ne|Ar)'
const pairToken = new RegExp(`^(?:VdM)?${species}${species}(?:ref)?\\d*$`)
const countToken = new RegExp(`^\\d+${species}$`)

/**
 * The beams that an injection scheme names: in a word of its own (`…_PbPb`, `…_pPb`), or with the bunch counts
 * (`518Pb_516Pb`, `338p_338Pb`, `16Xe`; one count stands for both beams). Null when it names none (`2556b`).
 */
export const beamsOfScheme = (scheme: string): Pair | null => {
  const counted: string[] = []
  for (const token of scheme.split('_')) {
    const pair = pairToken.exec(token)
    if (pair) return [particle(pair[1] ?? ''), particle(pair[2] ?? '')]
    const counts = countToken.exec(token)
    if (counts) counted.push(particle(counts[1] ?? ''))
  }
  const [first, second = first] = counted
  return first !== undefined && second !== undefined ? [first, second] : null
}

/** `Proton - PROTON vs PROTON` (machine mode, then the beams), or the beams alone: `PROTON - PB82`. */
const typePattern = /^(?:(\w+)\s*-\s*)?(\w+)\s*(?:\bvs\.?\b|-|\/)\s*(\w+)$/i

const modes: Readonly<Record<string, (beams: Pair) => boolean>> = {
  PROTON: (beams) => !beams.some(isIon),
  ION: (beams) => beams.every(isIon),
  PROTONION: (beams) => beams.some(isIon) && !beams.every(isIon),
}

export type BeamType = { beamType?: string; warning?: string }

/** What the type names, when it names two particles. */
const fromPair = (type: string, mode: string | undefined, beams: Pair, scheme: Pair | null): BeamType => {
  if (beams.includes('UNKNOWN')) return { warning: `"${type}" does not tell the beams` }
  const beamType = spell(beams)
  if (scheme && sameBeams(beams, scheme)) return { beamType }
  if (scheme && beams.every(isIon) && scheme.every(isIon)) {
    // The machine's type stays at lead for every ion; the scheme is written for what is really injected.
    return {
      beamType: spell(scheme),
      warning: `"${type}", but the injection scheme is one for ${spell(scheme)}, which is taken`,
    }
  }
  if (scheme) return { beamType, warning: `"${type}", but the injection scheme is one for ${spell(scheme)}` }
  const fits = modes[mode?.toUpperCase() ?? '']?.(beams) ?? true
  return fits ? { beamType } : { beamType, warning: `"${type}": the mode ${mode} does not go with these beams` }
}

/**
 * The beam type in one spelling (`PROTON - PROTON`, `PB82 - PB82`, `PROTON - PB82`; beam 1 first), from the spellings
 * of WBM (`Ion - PB82 vs PB82`) and OMS (`IONS`). OMS doesn't say which ions: the injection scheme does.
 */
export const beamTypeOf = (type: string | undefined, injectionScheme: string | undefined): BeamType => {
  if (type === undefined) return {}
  const scheme = injectionScheme === undefined ? null : beamsOfScheme(injectionScheme)
  const upper = type.toUpperCase()
  if (upper === 'PROTONS' || upper === 'PROTON') {
    if (!scheme || !scheme.some(isIon)) return { beamType: 'PROTON - PROTON' }
    return { warning: `"${type}", but the injection scheme is one for ${spell(scheme)}: nobody can tell which it was` }
  }
  if (upper === 'IONS' || upper === 'ION') {
    if (scheme?.some(isIon)) return { beamType: spell(scheme) }
    return { beamType: 'IONS', warning: `"${type}" does not tell which ions, and the injection scheme does not either` }
  }
  const found = typePattern.exec(type)
  if (!found) return { beamType: upper, warning: `"${type}" is no known beam type: taken as it is` }
  return fromPair(type, found[1], [particle(found[2] ?? ''), particle(found[3] ?? '')], scheme)
}
