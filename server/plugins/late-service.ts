/** A service that is built later: what the schema is given, as only its resolvers may use it. */
export type LateService = {
  /** Stands for the service; throws until there is one. */
  proxy: object
  set: (service: unknown) => void
}

type Callable = (...args: unknown[]) => unknown

export const createLateService = (): LateService => {
  let service: unknown
  const methods = new Map<PropertyKey, { of: unknown; bound: unknown }>()

  const present = (): object => {
    if (service === undefined) throw new Error('there is no service yet: only resolvers may use it, not the schema while it is declared')
    if ((typeof service !== 'object' || service === null) && typeof service !== 'function') throw new Error('its service is not an object')
    return service
  }

  const proxy = new Proxy(() => undefined, {
    get: (_target, key) => {
      const target = present()
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      // Bound to the service itself: `this` of a method is never the proxy.
      const known = methods.get(key)
      if (known?.of === value) return known.bound
      const bound = (value as Callable).bind(target)
      methods.set(key, { of: value, bound })
      return bound
    },
    has: (_target, key) => Reflect.has(present(), key),
    apply: (_target, _self, args) => Reflect.apply(present() as Callable, undefined, args),
    set: () => false,
  })
  return { proxy, set: (value) => void (service = value) }
}
