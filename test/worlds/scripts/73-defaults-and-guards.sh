# Defaults and guards: classes, finalizers, runtimes, priorities, taints.
kubectl apply -f - <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
END
kubectl get pvc
kubectl describe pvc data
kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'
kubectl patch pvc data --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'
kubectl get pvc data -o jsonpath='{.metadata.finalizers}{"\n"}'
kubectl create -f - <<END
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /data}}
END
kubectl get pv disk -o jsonpath='{.metadata.finalizers}{"\n"}'
kubectl delete pvc data
kubectl delete pv disk
kubectl create -f - <<END
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: example.com/fast
allowVolumeExpansion: true
END
kubectl apply -f - <<END
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data2}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
END
kubectl get pvc
kubectl create -f - <<END
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
spec: {controller: example.com/nginx}
END
kubectl create ingress web --rule=a.b/=web:80
kubectl get ingress
kubectl create -f - <<END
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: gvisor}
handler: runsc
overhead: {podFixed: {cpu: 100m, memory: 10Mi}}
scheduling: {nodeSelector: {kubernetes.io/os: linux}, tolerations: [{key: gvisor, operator: Exists}]}
END
kubectl run sandboxed --image=nginx --overrides='{"spec":{"runtimeClassName":"gvisor"}}'
kubectl get pod sandboxed -o jsonpath='{.spec.overhead}{.spec.nodeSelector}{.spec.tolerations}{"\n"}'
kubectl run sandboxed2 --image=nginx --overrides='{"spec":{"runtimeClassName":"nope"}}'
kubectl run sandboxed3 --image=nginx --overrides='{"spec":{"overhead":{"cpu":"1"}}}'
kubectl create -f - <<END
apiVersion: v1
kind: Node
metadata: {name: extra}
END
kubectl describe node extra | grep Taints
kubectl create priorityclass a --value=1 --global-default
kubectl create priorityclass b --value=1 --global-default
kubectl run prio --image=nginx
kubectl get pod prio -o jsonpath='{.spec.priorityClassName}{.spec.priority}{"\n"}'
kubectl run mirror --image=nginx --annotations=kubernetes.io/config.mirror=x --overrides='{"spec":{"serviceAccountName":"default"}}'
kubectl get pvc data2 -o yaml
kubectl delete ns default
kubectl delete ns kube-system
kubectl create sa limited
kubectl annotate sa limited kubernetes.io/enforce-mountable-secrets=true
kubectl run uses-secret --image=nginx --overrides='{"spec":{"serviceAccountName":"limited","volumes":[{"name":"s","secret":{"secretName":"other"}}]}}'
kubectl run no-account --image=nginx --overrides='{"spec":{"serviceAccountName":"nobody"}}'
kubectl run wrong --image=nginx --overrides='{"spec":{"priorityClassName":"nope"}}'
kubectl run wrong --image=nginx --overrides='{"spec":{"priorityClassName":"a","priority":7}}'
kubectl create cm x -n nowhere
