export * from './not_there';
//             ^^^^^^^^^^^ W103 no file is found for the import "./not_there"
