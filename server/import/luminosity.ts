/**
 * Which unit the luminosities of a fill table are in. The table doesn't say: it differs between years and beams, and
 * parts of the table that is passed around have lost their decimal points. A figure is taken only where the row itself
 * proves its unit, by physics that doesn't depend on it.
 */

/** LHC revolution frequency, Hz (at collision energy; at injection it is 0.0002 % less). */
export const revolutionHz = 11_245.5

/** Length of a CMS lumisection: 2^18 orbits, 23.31 s. */
export const lumisectionSeconds = 2 ** 18 / revolutionHz

/** Units of integrated luminosity as powers of ten of cm⁻². */
const powerOf: Readonly<Record<string, number>> = {
  b: 24,
  mb: 27,
  ub: 30,
  µb: 30,
  μb: 30,
  nb: 33,
  pb: 36,
  fb: 39,
  ab: 42,
}

/** Power of ten of cm⁻² of a unit as headers write it (`/pb`, `pb-1`, `pb^-1`, `nb⁻¹`); undefined when it is none. */
export const luminosityPower = (unit: string): number | undefined => {
  const found = /^(?:\/\s*([a-zµμ]{1,2})|([a-zµμ]{1,2})\s*(?:\^?-1|⁻¹))$/i.exec(unit.trim())
  return powerOf[(found?.[1] ?? found?.[2] ?? '').toLowerCase()]
}

/** Conventions that fill tables have been met in: `delivered` × 10^power cm⁻², `peak` × 10^power cm⁻² s⁻¹. */
const conventions: readonly {
  name: string
  peak: readonly number[]
  delivered: (peak: number) => number
  why: string
}[] = [
  {
    name: 'WBM to 2013',
    peak: [21, 27, 30],
    delivered: () => 0,
    why: 'integrated in cm⁻², peak in 10³⁰ for p-p, 10²⁷ for p-Pb, 10²¹ for Pb-Pb',
  },
  {
    name: 'WBM from 2015',
    peak: [24, 27, 30],
    delivered: (peak) => peak + 6,
    why: 'integrated 10⁶ coarser than the peak: pb⁻¹ with Hz/µb for p-p, µb⁻¹ with Hz/b for Pb-Pb',
  },
  { name: 'OMS', peak: [33], delivered: () => 36, why: 'pb⁻¹ with Hz/nb (10³³) whatever the beams' },
]

/** What the row knows. Currents in 10¹¹ charges, energy in GeV per beam, efficiency in percent. */
export type LuminosityEvidence = {
  beamType: string | undefined
  seconds: number | undefined
  delivered: number
  recorded?: number | undefined
  efficiencyPercent?: number | undefined
  peak?: number | undefined
  peakPileup?: number | undefined
  bunches?: number | undefined
  currents?: readonly [number, number] | undefined
  energyGeV?: number | undefined
}

/**
 * Visible cross section in cm² of which the pile-up was computed: 58–80 mb for p-p; for lead 7.8 b, but OMS has used a
 * tenth of it and WBM 10 b in 2011; light ions in between. A wide window still leaves one power of 1000 alone.
 */
const crossSection = (beamType: string): readonly [number, number] => {
  const ions = beamType === 'IONS' ? 2 : beamType.split(' - ').filter((name) => name !== 'PROTON').length
  return ions === 0 ? [2.5e-26, 2.5e-25] : ions === 1 ? [2e-25, 7e-24] : [4e-25, 2.5e-23]
}

/** Luminosity from peak pile-up: µ · n · f / σ. From currents: f N₁N₂ / (4π n β* ε), β*ε·γ between 4e-3 and 1 cm². */
const peakPowers = (evidence: LuminosityEvidence, peak: number, beamType: string): number[] => {
  const { peakPileup = 0, bunches = 0, currents, energyGeV = 0 } = evidence
  const powers = [21, 24, 27, 30, 33]
  if (bunches <= 0) return []
  if (peakPileup > 0) {
    const [least, most] = crossSection(beamType)
    return powers.filter((power) => {
      const sigma = (peakPileup * bunches * revolutionHz) / (peak * 10 ** power)
      return sigma > least && sigma < most
    })
  }
  if (beamType !== 'PROTON - PROTON' || !currents || currents[0] <= 0 || currents[1] <= 0) return []
  const gamma = energyGeV / 0.938272
  return powers.filter((power) => {
    const area = (revolutionHz * currents[0] * currents[1] * 1e22 * gamma) / (bunches * peak * 10 ** power)
    return area > 4 * Math.PI * 3.75e-3 && area < 4 * Math.PI
  })
}

/** More interactions per crossing than any fill of the LHC has had: the decimal point has gone. */
const mostPileup = 150

/** Delivered luminosity in nb⁻¹ where the row proves its unit, or why it does not. */
export const proveLuminosity = (evidence: LuminosityEvidence): { nb: number } | { doubt: string } => {
  const { beamType, seconds, delivered, recorded, efficiencyPercent, peak = 0, peakPileup = 0 } = evidence
  if (delivered === 0) return { doubt: 'it is given as 0, though beams collided' }
  if (delivered < 0) return { doubt: 'it is negative' }
  if (efficiencyPercent !== undefined && efficiencyPercent > 101) {
    return { doubt: `the row has lost decimal points: its efficiency is ${efficiencyPercent} %` }
  }
  if (recorded !== undefined && recorded > delivered * 1.01) return { doubt: 'more is recorded than delivered' }
  if (recorded && efficiencyPercent && Math.abs((recorded / delivered) * 100 - efficiencyPercent) > 5) {
    return { doubt: `recorded over delivered is not the efficiency of ${efficiencyPercent} %` }
  }
  if (beamType === undefined || seconds === undefined || peak <= 0) {
    return { doubt: 'its unit cannot be told without beams, times and a peak luminosity' }
  }
  if (peakPileup > mostPileup) return { doubt: `the row has lost decimal points: its pile-up is ${peakPileup}` }
  const powers = peakPowers(evidence, peak, beamType)
  if (powers.length === 0) return { doubt: 'neither pile-up nor beam currents tell the unit of the peak luminosity' }
  const fitting = powers.flatMap((peakPower) =>
    conventions
      .filter((each) => each.peak.includes(peakPower))
      .map((each) => each.delivered(peakPower))
      // The mean luminosity of a fill lies below its peak, and levelled or scanned fills go down to some percent of it.
      .filter((power) => {
        const mean = (delivered * 10 ** power) / seconds / (peak * 10 ** peakPower)
        return mean > 0.01 && mean < 1.1
      }),
  )
  const [power] = fitting
  if (power === undefined || fitting.length > 1)
    return { doubt: 'peak luminosity times duration does not go with it in any known unit' }
  // To 12 digits: the product of a decimal number and a power of ten has no more.
  return { nb: Number((delivered * 10 ** (power - 33)).toPrecision(12)) }
}
