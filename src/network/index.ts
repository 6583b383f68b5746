export {
  type AnsweredCall,
  isAddress,
  Network,
  type NetworkSettings,
  type NetworkState,
  type Serve,
  type Source,
} from './network.ts'
