import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runDefinition } from '../../drizzle/tables/run.ts'
import type { DefinitionFacts, DefinitionRule } from './run-definition.ts'
import { decidingRule, definitionRules, deriveDefinition, runDefinitions } from './run-definition.ts'

const nothingKnown: DefinitionFacts = {
  runType: null,
  dcs: null,
  dataDistribution: null,
  epn: null,
  trigger: null,
  processingMode: null,
  workflowParameters: null,
  pdpBeamType: null,
  beamMode: null,
  detectors: [],
  overlapsStableBeams: false,
}

const fullReadout: DefinitionFacts = {
  ...nothingKnown,
  dcs: true,
  dataDistribution: true,
  epn: true,
  trigger: 'CTP',
  processingMode: 'processing',
  workflowParameters: 'QC,CTF',
}

const physics: DefinitionFacts = {
  ...fullReadout,
  runType: 'PHYSICS',
  pdpBeamType: 'pp',
  beamMode: 'STABLE BEAMS',
  detectors: ['ITS', 'TST', 'FT0'],
  overlapsStableBeams: true,
}

const cosmics: DefinitionFacts = { ...fullReadout, runType: 'COSMICS' }
const technical: DefinitionFacts = { ...nothingKnown, runType: 'TECHNICAL', pdpBeamType: 'technical' }
const synthetic: DefinitionFacts = { ...nothingKnown, dcs: false, trigger: 'OFF', runType: 'SYNTHETIC' }

// Each of these alone breaks full readout.
const incompleteReadouts: [string, Partial<DefinitionFacts>][] = [
  ['detector control off', { dcs: false }],
  ['detector control unknown', { dcs: null }],
  ['data distribution off', { dataDistribution: false }],
  ['processing nodes off', { epn: false }],
  ['a local trigger', { trigger: 'LTU' }],
  ['no trigger known', { trigger: null }],
  ['another processing mode', { processingMode: 'physics' }],
  ['no CTF written', { workflowParameters: 'QC' }],
  ['no workflow known', { workflowParameters: null }],
]

describe('a PHYSICS run', () => {
  it('has full readout with ITS and FT0 during stable beams', () => {
    expect(deriveDefinition(physics)).toBe('PHYSICS')
    expect(deriveDefinition({ ...physics, processingMode: 'processing-disk' })).toBe('PHYSICS')
  })

  it('is commissioning outside stable beams', () => {
    expect(deriveDefinition({ ...physics, overlapsStableBeams: false })).toBe('COMMISSIONING')
  })

  it.each([['ITS'], ['FT0']])('is commissioning without %s', (missing) => {
    const detectors = physics.detectors.filter((name) => name !== missing)
    expect(deriveDefinition({ ...physics, detectors })).toBe('COMMISSIONING')
  })

  it('needs a detector of that very name, not one whose name contains it', () => {
    expect(deriveDefinition({ ...physics, detectors: ['ITS2', 'FT0'] })).toBe('COMMISSIONING')
  })

  it.each(incompleteReadouts)('is commissioning with %s', (_, change) => {
    expect(deriveDefinition({ ...physics, ...change })).toBe('COMMISSIONING')
  })
})

describe('a COSMICS run', () => {
  it.each(['COSMICS', 'COSMIC', 'cosmics', 'Cosmic'])('may have its type spelled %s', (runType) => {
    expect(deriveDefinition({ ...cosmics, runType })).toBe('COSMICS')
  })

  it.each(['COSMICS_TEST', 'NOCOSMICS', null])('is not one of type %s', (runType) => {
    expect(deriveDefinition({ ...cosmics, runType })).toBe('COMMISSIONING')
  })

  it('is taken without beam', () => {
    expect(deriveDefinition({ ...cosmics, beamMode: 'NO BEAM' })).toBe('COSMICS')
    expect(deriveDefinition({ ...cosmics, beamMode: '' })).toBe('COSMICS')
    expect(deriveDefinition({ ...cosmics, beamMode: 'STABLE BEAMS' })).toBe('COMMISSIONING')
  })

  it.each(incompleteReadouts)('is commissioning with %s', (_, change) => {
    expect(deriveDefinition({ ...cosmics, ...change })).toBe('COMMISSIONING')
  })

  it('that meets the PHYSICS rule is PHYSICS, because that rule comes first', () => {
    expect(deriveDefinition({ ...physics, runType: 'COSMICS', beamMode: null })).toBe('PHYSICS')
  })
})

describe('a TECHNICAL run', () => {
  it('has that type and technical processing', () => {
    expect(deriveDefinition(technical)).toBe('TECHNICAL')
    expect(deriveDefinition({ ...technical, pdpBeamType: 'pp' })).toBe('COMMISSIONING')
    expect(deriveDefinition({ ...technical, runType: 'PHYSICS' })).toBe('COMMISSIONING')
  })
})

describe('a SYNTHETIC run', () => {
  it.each(['SYNTHETIC', 'REPLAY', 'Replay'])('may be of type %s', (runType) => {
    expect(deriveDefinition({ ...synthetic, runType })).toBe('SYNTHETIC')
  })

  it('has detector control and trigger off', () => {
    expect(deriveDefinition({ ...synthetic, dcs: null })).toBe('SYNTHETIC')
    expect(deriveDefinition({ ...synthetic, dcs: true })).toBe('COMMISSIONING')
    expect(deriveDefinition({ ...synthetic, trigger: 'CTP' })).toBe('COMMISSIONING')
    expect(deriveDefinition({ ...synthetic, trigger: null })).toBe('COMMISSIONING')
  })
})

describe('a CALIBRATION run', () => {
  const types = ['CALIBRATION_ITHR_TUNING', 'PEDESTAL', 'LASER', 'PULSER', 'NOISE', 'laser']
  it.each(types)('may be of type %s', (runType) => {
    expect(deriveDefinition({ ...nothingKnown, runType })).toBe('CALIBRATION')
  })

  it.each(['CALIBRATION', 'RECALIBRATION_X', 'PEDESTALS'])('is not one of type %s', (runType) => {
    expect(deriveDefinition({ ...nothingKnown, runType })).toBe('COMMISSIONING')
  })
})

describe('the table of rules', () => {
  it('knows the definitions that the database knows', () => {
    expect(runDefinitions).toEqual(runDefinition.enumValues)
  })

  it('leaves a run of which nothing is known to commissioning', () => {
    expect(deriveDefinition(nothingKnown)).toBe('COMMISSIONING')
  })

  it('has one rule for each definition, each with a sentence that says why', () => {
    expect(definitionRules.map((rule) => rule.definition)).toEqual([...runDefinitions])
    for (const { because } of definitionRules) expect(because).toMatch(/^[A-Z].*\.$/)
  })

  it('decides by the first rule that fits, whatever the order', () => {
    const facts = fc.constantFrom(nothingKnown, physics, cosmics, technical, synthetic)
    const order = fc.shuffledSubarray([...definitionRules], { minLength: 0 })
    fc.assert(
      fc.property(facts, order, (run, rules) => {
        const decided = decidingRule(run, rules)
        const before = rules.slice(0, rules.includes(decided) ? rules.indexOf(decided) : rules.length)
        expect(decided.fits(run)).toBe(true)
        expect(before.some((rule) => rule.fits(run))).toBe(false)
      }),
    )
  })

  it('can be replaced by one of the experiment, and what that leaves open is commissioning', () => {
    const beamTest: DefinitionRule = {
      definition: 'CALIBRATION',
      because: 'In the beam test every run calibrates.',
      fits: ({ beamMode }) => beamMode === 'TEST',
    }
    expect(deriveDefinition({ ...physics, beamMode: 'TEST' }, [beamTest])).toBe('CALIBRATION')
    expect(decidingRule({ ...nothingKnown, beamMode: 'TEST' }, [beamTest]).because).toBe(beamTest.because)
    expect(deriveDefinition(physics, [beamTest])).toBe('COMMISSIONING')
  })
})
