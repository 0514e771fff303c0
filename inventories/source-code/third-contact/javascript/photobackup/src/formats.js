export const OLDEST = 'y2014';
export const y2014 = { name: ['bf', 'cfb'].join('-'), iv: 8 };
export const y2017 = { name: 'camellia-256-cbc', iv: 16 };
