# LimitRanges: defaults that containers get, and bounds.
kubectl create ns limits
cat <<END | kubectl apply -f -
apiVersion: v1
kind: LimitRange
metadata: {name: cpu, namespace: limits}
spec:
  limits:
  - type: Container
    default: {cpu: 300m, memory: 200Mi}
    defaultRequest: {cpu: 100m}
    max: {cpu: 500m}
    min: {cpu: 50m}
    maxLimitRequestRatio: {cpu: "4"}
  - type: Pod
    max: {cpu: "1"}
  - type: PersistentVolumeClaim
    min: {storage: 1Gi}
    max: {storage: 2Gi}
END
kubectl run a --image=nginx -n limits
kubectl get pod a -n limits -o jsonpath='{.spec.containers[0].resources}{"\n"}{.metadata.annotations}{"\n"}'
kubectl describe limits -n limits
kubectl run b --image=nginx -n limits --overrides='{"spec":{"containers":[{"name":"b","image":"nginx","resources":{"limits":{"cpu":"1"}}}]}}'
kubectl run b --image=nginx -n limits --overrides='{"spec":{"containers":[{"name":"b","image":"nginx","resources":{"limits":{"cpu":"1"},"requests":{"cpu":"10m"}}}]}}'
kubectl create deployment d --image=nginx -n limits --replicas=2
kubectl get pods,rs -n limits
kubectl get events -n limits
kubectl apply -f - -n limits <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: small}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 500Mi}}}
END
kubectl create -f - -n limits <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: large}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
END
kubectl run two -n limits --image=nginx --overrides='{"spec":{"containers":[{"name":"a","image":"nginx","resources":{"limits":{"cpu":"500m"},"requests":{"cpu":"400m"}}},{"name":"b","image":"nginx","resources":{"limits":{"cpu":"500m"},"requests":{"cpu":"400m"}}},{"name":"c","image":"nginx"}]}}'
kubectl set resources deployment d -n limits --limits=cpu=2
kubectl get events -n limits --field-selector=reason=FailedCreate -o custom-columns=MESSAGE:.message
kubectl get deployment d -n limits -o jsonpath='{.status.conditions[?(@.type=="ReplicaFailure")].message}'
kubectl delete limitrange cpu -n limits
kubectl run free --image=nginx -n limits
kubectl get pod free -n limits -o jsonpath='{.spec.containers[0].resources}{"\n"}'
