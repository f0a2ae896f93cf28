import { describe, expect, it } from 'vitest'
import { beamTypeOf } from './beams.ts'

describe('the beam type of a fill', () => {
  it.each([
    ['Proton - PROTON vs PROTON', '25ns_2556b_2544_2215_2332_144bpi_20inj', 'PROTON - PROTON'],
    ['PROTONS', '25ns_2358b_2345_1692_1628_236bpi_14inj_hybrid_2INDIV', 'PROTON - PROTON'],
    ['PROTON - PROTON', undefined, 'PROTON - PROTON'],
    ['Ion - PB82 vs PB82', '100_150ns_518Pb_516Pb_492_444_24_22inj', 'PB82 - PB82'],
    ['Ion - PB82 vs PB82', '500ns_121b_113_114_0_4bpi31inj_IONS', 'PB82 - PB82'],
    ['IONS', '50ns_1080b_960_960_288_40bpi_27inj_PbPb', 'PB82 - PB82'],
    ['IONS', '100ns_432b_204_324_301_28bpi_27inj_VdMPbPb', 'PB82 - PB82'],
    ['IONS', 'Single_12b_8_8_8_1bpi_12inj_OO', 'O8 - O8'],
    ['IONS', 'Single_12b_8_8_8_1bpi_12inj_pPb', 'PROTON - PB82'],
    ['ProtonIon - PB82 vs PROTON', '200ns_338Pb_338p_15inj24bpi', 'PB82 - PROTON'],
    ['ProtonIon - PROTON vs PB82', '200ns_338p_338Pb_15inj24bpi', 'PROTON - PB82'],
    ['Proton - PROTON vs PB82', '100_200ns_702p_548Pb_81_389_54_20inj', 'PROTON - PB82'],
    ['PB82-PB82', undefined, 'PB82 - PB82'],
  ])('is read from "%s" with the scheme %s', (type, scheme, beamType) => {
    expect(beamTypeOf(type, scheme)).toEqual({ beamType })
  })

  it('is the ion of the scheme when the type only names the machine mode', () => {
    expect(beamTypeOf('Ion - PB82 vs PB82', 'Single_16Xe_8_16_8_1bpi_16inj_cor')).toEqual({
      beamType: 'XE54 - XE54',
      warning: expect.stringContaining('XE54 - XE54'),
    })
  })

  it('stays as the type says when a scheme contradicts it, with a warning', () => {
    expect(beamTypeOf('Proton - PROTON vs PROTON', '100_150ns_648Pb_620_619_52_36bpi_20inj_V2')).toEqual({
      beamType: 'PROTON - PROTON',
      warning: expect.stringContaining('PB82'),
    })
    expect(beamTypeOf('Ion - PROTON vs PB82', '200ns_358b_356_336_0_24bpi15inj_IONS')).toMatchObject({
      beamType: 'PROTON - PB82',
      warning: expect.stringContaining('mode Ion'),
    })
  })

  it('is left out, or taken as written, when nobody can tell', () => {
    expect(beamTypeOf('Proton - UNKNOWN vs UNKNOWN', 'Single_13b_8_8_8_wp')).toEqual({ warning: expect.any(String) })
    expect(beamTypeOf('PROTONS', '525ns_10b_8_8_8_pPb')).toEqual({ warning: expect.any(String) })
    expect(beamTypeOf('IONS', undefined)).toEqual({ beamType: 'IONS', warning: expect.any(String) })
    expect(beamTypeOf(undefined, '25ns_PbPb')).toEqual({})
  })
})
