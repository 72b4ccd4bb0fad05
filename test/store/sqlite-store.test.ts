import { describeStoreContract } from '../contract/store-contract.ts';
import { openSqliteHouse } from './sqlite-house.ts';

describeStoreContract('embedded (SQLite)', openSqliteHouse);
