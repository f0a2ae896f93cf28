import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { luminosityPower, proveLuminosity, revolutionHz, type LuminosityEvidence } from './luminosity.ts'

const dimensions = fc.record({
  seconds: fc.integer({ min: 300, max: 200_000 }),
  bunches: fc.integer({ min: 2, max: 2800 }),
  levelled: fc.double({ min: 0.05, max: 1, noNaN: true }),
})

/** Beams, their pile-up's range and cross section (cm²), and the units of peak and integral that tables have used. */
const worlds = [
  { beamType: 'PROTON - PROTON', pileup: [0.1, 140], sigma: 8e-26, peak: 30, delivered: 0 },
  { beamType: 'PROTON - PROTON', pileup: [0.1, 140], sigma: 8e-26, peak: 30, delivered: 36 },
  { beamType: 'PROTON - PROTON', pileup: [0.1, 140], sigma: 8e-26, peak: 33, delivered: 36 },
  { beamType: 'PB82 - PB82', pileup: [1e-4, 0.01], sigma: 7.8e-24, peak: 21, delivered: 0 },
  { beamType: 'PB82 - PB82', pileup: [1e-4, 0.01], sigma: 7.8e-24, peak: 24, delivered: 30 },
  { beamType: 'PB82 - PB82', pileup: [1e-4, 0.01], sigma: 7.8e-25, peak: 33, delivered: 36 },
  { beamType: 'PB82 - PROTON', pileup: [0.01, 0.3], sigma: 2.1e-24, peak: 27, delivered: 0 },
  { beamType: 'PROTON - PB82', pileup: [0.01, 0.3], sigma: 2.1e-24, peak: 27, delivered: 33 },
] as const

const typical: LuminosityEvidence = {
  beamType: 'PROTON - PROTON',
  seconds: 20_000,
  delivered: 30,
  recorded: 28.5,
  efficiencyPercent: 95,
  peak: 3071.5,
  peakPileup: 15.049,
  bunches: 1453,
}

describe('proving the unit of a luminosity', () => {
  it.each(worlds)('finds cm⁻² × 10^$delivered with a peak in 10^$peak for $beamType', (world) => {
    fc.assert(
      fc.property(
        dimensions,
        fc.double({ min: world.pileup[0], max: world.pileup[1], noNaN: true }),
        (size, peakPileup) => {
          const peak = (peakPileup * size.bunches * revolutionHz) / world.sigma
          const total = peak * size.seconds * size.levelled
          const proof = proveLuminosity({
            beamType: world.beamType,
            seconds: size.seconds,
            bunches: size.bunches,
            peakPileup,
            peak: peak / 10 ** world.peak,
            delivered: total / 10 ** world.delivered,
          })
          expect('nb' in proof ? proof.nb / (total / 1e33) : proof.doubt).toBeCloseTo(1, 6)
        },
      ),
    )
  })

  it('tells nothing from rows that have lost their decimal points', () => {
    expect(
      proveLuminosity({ ...typical, delivered: 30_000, recorded: 28_500, efficiencyPercent: 95_000 }),
    ).toMatchObject({ doubt: expect.stringContaining('decimal') })
    expect(proveLuminosity({ ...typical, peakPileup: 15_049 })).toMatchObject({
      doubt: expect.stringContaining('decimal'),
    })
    expect(proveLuminosity({ ...typical, delivered: 30_000, recorded: 28_500 })).toMatchObject({
      doubt: expect.any(String),
    })
    expect(proveLuminosity({ ...typical, delivered: 1, recorded: 28.5 })).toMatchObject({ doubt: expect.any(String) })
  })

  it('tells nothing without a witness for the peak', () => {
    expect(proveLuminosity(typical)).toEqual({ nb: 30_000 })
    const blind = { ...typical, peakPileup: 0 }
    expect(proveLuminosity(blind)).toMatchObject({ doubt: expect.stringContaining('neither') })
    expect(proveLuminosity({ ...blind, currents: [1604, 1604], energyGeV: 6500 })).toEqual({ nb: 30_000 })
    expect(proveLuminosity({ ...blind, currents: [-0.05, 1604], energyGeV: 6500 })).toMatchObject({
      doubt: expect.any(String),
    })
    expect(proveLuminosity({ ...typical, beamType: undefined })).toMatchObject({ doubt: expect.any(String) })
    expect(proveLuminosity({ ...typical, delivered: 0 })).toMatchObject({ doubt: expect.any(String) })
  })

  it('reads units as headers write them', () => {
    expect(['/pb', 'pb-1', 'pb^-1', 'nb⁻¹', '/ub', '/µb'].map(luminosityPower)).toEqual([36, 36, 36, 33, 30, 30])
    expect(['hz/ub', 'GeV', ''].map(luminosityPower)).toEqual([undefined, undefined, undefined])
  })
})
