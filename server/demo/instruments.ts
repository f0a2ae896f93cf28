import type { InstrumentInput } from '../domain/instrument-input.ts'
import type { ReportedStatus } from '../domain/instrument-status.ts'
import type { MeasurementInput } from '../domain/measurement-input.ts'

export type DemoInstrument = InstrumentInput & { report: { status: ReportedStatus; reason?: string }; data: MeasurementInput[] }

const minute = 60_000
const hour = 60 * minute
const step = 2 * minute
const days = 3

const iso = (ms: number) => new Date(ms).toISOString()

/** The same rough curve each time: a swing a day long, a quicker one, and what looks like noise. */
const wave = (ms: number, mean: number, swing: number, noise: number): number => {
  const grain = Math.sin(ms / 7919) * Math.cos(ms / 104_729)
  return mean + swing * Math.sin((2 * Math.PI * ms) / (24 * hour)) + swing * 0.2 * Math.sin(ms / (37 * minute)) + noise * grain
}

/**
 * Four instruments of the made-up experiment with three days of measurements: one that is well, one that somebody must
 * look after now, one that has been silent since yesterday, and one that measures spectra.
 * @param now epoch ms
 */
export const makeInstruments = (now: number): DemoInstrument[] => {
  const series = (instrument: string, channel: string, unit: string, until: number, valueAt: (ms: number) => number): MeasurementInput => {
    const end = Math.floor(until / step) * step
    const times = Array.from({ length: (days * 24 * hour) / step }, (_, index) => end - index * step).toReversed()
    return { instrument, channel, unit, at: times.map(iso), value: times.map((ms) => Number(valueAt(ms).toPrecision(6))) }
  }
  const spectrum = (index: number) => {
    const at = Math.floor(now / hour) * hour - index * hour
    const values = Array.from({ length: 64 }, (_, bin) => Math.round(900 * Math.exp(-(((bin - 20 - Math.sin(index / 5)) / 6) ** 2)) + 400 * Math.exp(-(((bin - 45) / 3) ** 2)) + wave(at + bin * minute, 30, 0, 8)))
    return { instrument: 'demo-spectrometer', channel: 'spectrum', unit: 'counts', at: iso(at), values }
  }
  // Its pump began to lose the pressure three hours ago.
  const leak = (ms: number) => Math.max(0, (ms - (now - 3 * hour)) / hour) ** 2 * 4
  return [
    {
      name: 'demo-bct', kind: 'bct', place: 'Ring, point 4', description: 'Beam current of beam 1', report: { status: 'OK' },
      data: [series('demo-bct', 'current', 'mA', now, (ms) => wave(ms, 540, 35, 4)), series('demo-bct', 'lifetime', 'h', now, (ms) => wave(ms, 21, 3, 0.6))],
    },
    {
      name: 'demo-pump', kind: 'pump', place: 'Hall, gas room', description: 'Vacuum pump of the gas system', report: { status: 'CRITICAL', reason: 'Pressure above 30 mbar' },
      data: [series('demo-pump', 'pressure', 'mbar', now, (ms) => wave(ms, 12, 1, 0.4) + leak(ms)), series('demo-pump', 'temperature', '°C', now, (ms) => wave(ms, 41, 2, 0.3) + leak(ms) / 3)],
    },
    {
      name: 'demo-brewer', kind: 'brewer', place: 'Roof of building 12', latitude: 46.23, longitude: 6.05, description: 'Ozone and ultraviolet', report: { status: 'OK' },
      data: [series('demo-brewer', 'ozone', 'DU', now - 30 * hour, (ms) => wave(ms, 318, 14, 5))],
    },
    {
      name: 'demo-spectrometer', kind: 'spectrometer', place: 'Laboratory 2', report: { status: 'WARNING', reason: 'Detector warmer than usual' },
      data: [series('demo-spectrometer', 'temperature', 'K', now, (ms) => wave(ms, 81, 0.5, 0.2)), ...Array.from({ length: 48 }, (_, index) => spectrum(index))],
    },
  ]
}
