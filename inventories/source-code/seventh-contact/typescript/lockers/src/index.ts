export { cutMasterKeys as makeMaster, signOrder, doorId, packReceipt } from './doors.js';
export * from './courier.js';

interface Key {
  sign(place: string): string;
}

const brassPlate: Key = { sign: (place) => `Lockers at ${place}` };

export const plate = brassPlate.sign('platform 4');
