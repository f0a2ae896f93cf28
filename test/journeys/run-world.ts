import type { Client } from '../kit/client.ts'
import { createWorld, fullReadout } from '../kit/world.ts'

/** A run with all that its page can show, between two others of its fill; it ended an hour before the test's clock. */
export const makeRuns = (client: Client): Promise<void> =>
  createWorld(client)
    .tag('to review', { color: '#b3261e', description: 'Somebody must look' })
    .tag('RC')
    .fill(8178, {
      beamType: 'PROTON - PROTON',
      stableBeamsStart: '2024-05-01T08:00:00Z',
      stableBeamsEnd: '2024-05-01T11:30:00Z',
    })
    .environment('2bF3cSfQFeq', [
      ['STANDBY', '2024-05-01T09:50:00Z'],
      ['CONFIGURED', '2024-05-01T09:55:00Z'],
      ['RUNNING', '2024-05-01T10:00:00Z'],
      ['ERROR', '2024-05-01T11:00:00Z', 'task readout ended'],
      ['DONE', '2024-05-01T11:01:00Z'],
    ])
    .goodPhysics(500, '2024-05-01T08:30:00Z', '2024-05-01T09:30:00Z', { fillNumber: 8178 })
    .run(501, {
      type: 'PHYSICS',
      period: 'LHC24c',
      startedAt: '2024-05-01T09:59:00Z',
      endedAt: '2024-05-01T11:00:10Z',
      triggerStartedAt: '2024-05-01T10:00:00Z',
      triggerEndedAt: '2024-05-01T11:00:00Z',
      startedBy: 'Ada',
      endedBy: 'Femi',
      fillNumber: 8178,
      environmentId: '2bF3cSfQFeq',
      detectors: [{ name: 'ITS' }, { name: 'TPC', quality: 'BAD' }, { name: 'FT0', quality: 'GOOD' }],
      tags: ['to review'],
      conditions: fullReadout,
      counters: [
        { name: 'bytesReadOut', value: '2734567890123', unit: 'B' },
        { name: 'timeFrames', value: '446789' },
      ],
      endReasons: [{ category: 'DETECTORS', title: 'TPC', description: 'high voltage trip in sector 14' }],
    })
    .run(502, { startedAt: '2024-05-01T11:10:00Z', fillNumber: 8178, detectors: ['ITS'] })
    .make()
