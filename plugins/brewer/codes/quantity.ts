/** What is held against a limit, with its unit; `code` is the event's when it is out of it. */
export const quantities = {
  RUN_STOP: { title: 'Run/stop ratio, the slit that is furthest off', unit: null, code: 61 },
  DEAD_TIME: { title: 'Dead time', unit: 'ns', code: 62 },
  HG_STEP: { title: 'Mercury step off the calibration step', unit: 'steps', code: 63 },
  HG_CORRELATION: { title: 'Mercury correlation', unit: null, code: 64 },
  R6: { title: 'Standard lamp R6', unit: null, code: 65 },
  R5: { title: 'Standard lamp R5', unit: null, code: 66 },
  SL_INTENSITY: { title: 'Standard lamp intensity F1', unit: 'counts', code: 67 },
  PLUS_5V: { title: '+5 V', unit: 'V', code: 68 },
  HIGH_VOLTAGE: { title: 'High voltage', unit: 'V', code: 69 },
  HUMIDITY: { title: 'Absolute humidity', unit: 'g/m³', code: 70 },
  AZIMUTH_DISCREPANCY: { title: 'Azimuth discrepancy', unit: 'steps', code: 71 },
  TEMPERATURE: { title: 'Temperature', unit: '°C', code: 72 },
  CLOCK: { title: 'Correction of the clock', unit: 's', code: 73 },
} as const satisfies Record<string, { title: string; unit: string | null; code: number }>

export type Quantity = keyof typeof quantities
