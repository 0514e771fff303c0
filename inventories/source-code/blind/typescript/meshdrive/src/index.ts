export { default as suite } from './suite';
export * as folders from './folders';
export { Device as default } from './device';
