/** The version of Redis whose commands these are, for clients that choose by it. */
export const REDIS_VERSION = "7.0.15";
