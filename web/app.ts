import { createApi, type Api } from './graphql/client.ts'
import { createClock, type Clock } from './kit/clock.ts'
import { createKeys, type Keys } from './kit/keys.ts'
import { createToasts, type Toasts } from './kit/toast.tsx'
import { createZones, type Zones } from './kit/zone.ts'
import { createViewer, type Viewer } from './viewer.ts'

/** What all pages share. Made once, handed down. */
export type WebApp = { api: Api; clock: Clock; zones: Zones; viewer: Viewer; toasts: Toasts; keys: Keys }

export const createWebApp = (origin: string): WebApp => {
  const api = createApi(origin)
  return {
    api,
    clock: createClock(),
    zones: createZones(),
    viewer: createViewer(api, origin),
    toasts: createToasts(),
    keys: createKeys(),
  }
}
