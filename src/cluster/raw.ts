type Unescaped<K> = K extends `_${infer Name}` ? Name : K;

/** client-node's object types as the JSON on the wire really looks: instants are text, names carry no leading underscore. */
export type Raw<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Raw<Item>[]
    : T extends object
      ? { [K in keyof T as Unescaped<K>]: Raw<T[K]> }
      : T;
