// Something happens here.
console.log('loaded');
export {};
