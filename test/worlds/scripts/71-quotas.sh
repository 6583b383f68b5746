# ResourceQuotas: what is counted, refused and given back.
kubectl create ns q
kubectl create quota q -n q --hard=pods=3,services=2,count/deployments.apps=1,requests.cpu=1,limits.memory=1Gi,services.nodeports=1,configmaps=3,requests.storage=2Gi
kubectl get quota -n q
kubectl describe quota q -n q
kubectl run a --image=nginx -n q
kubectl run a --image=nginx -n q --overrides='{"spec":{"containers":[{"name":"a","image":"nginx","resources":{"requests":{"cpu":"600m"},"limits":{"memory":"500Mi"}}}]}}'
kubectl get quota -n q
kubectl run b --image=nginx -n q --overrides='{"spec":{"containers":[{"name":"b","image":"nginx","resources":{"requests":{"cpu":"600m"},"limits":{"memory":"600Mi"}}}]}}'
kubectl run b --image=nginx -n q --dry-run=server --overrides='{"spec":{"containers":[{"name":"b","image":"nginx","resources":{"requests":{"cpu":"100m"},"limits":{"memory":"100Mi"}}}]}}'
kubectl get quota q -n q -o jsonpath='{.status}{"\n"}'
kubectl create service nodeport one --tcp=80 -n q
kubectl create service nodeport two --tcp=80 -n q
kubectl create service clusterip two --tcp=80 -n q
kubectl create service clusterip three --tcp=80 -n q
kubectl patch svc two -n q -p '{"spec":{"type":"NodePort"}}'
kubectl create deployment d --image=nginx -n q
kubectl create deployment e --image=nginx -n q
kubectl create cm x -n q
kubectl create cm y -n q
kubectl create cm z -n q
kubectl get events -n q --field-selector=reason=FailedCreate
kubectl get rs,deploy -n q
kubectl delete pod a -n q
kubectl get quota q -n q -o jsonpath='{.status.used}{"\n"}'
kubectl delete deploy d -n q
kubectl delete svc one -n q
kubectl patch svc two -n q -p '{"spec":{"type":"NodePort"}}'
kubectl get quota q -n q -o yaml --show-managed-fields
kubectl describe ns q
kubectl create quota best -n q --hard=pods=1 --scopes=BestEffort
kubectl delete quota q -n q
kubectl run e1 --image=nginx -n q
kubectl run e2 --image=nginx -n q
kubectl run g1 --image=nginx -n q --overrides='{"spec":{"containers":[{"name":"g1","image":"nginx","resources":{"requests":{"cpu":"1m"}}}]}}'
kubectl describe quota best -n q
kubectl create quota storage -n q --hard=requests.storage=1Gi,fast.storageclass.storage.k8s.io/persistentvolumeclaims=0
kubectl create -n q -f - <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: big}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}
END
kubectl create -n q -f - <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: fast}
spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Mi}}}
END
kubectl create -n q -f - <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: fits}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 600Mi}}}
END
kubectl get quota storage -n q
kubectl delete pvc fits -n q
kubectl get quota -n q -o custom-columns=NAME:.metadata.name,USED:.status.used
kubectl patch quota best -n q -p '{"spec":{"hard":{"pods":"5"}}}'
kubectl get quota best -n q
kubectl delete ns q
