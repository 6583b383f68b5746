# versions: 1.27,1.30,1.33
# `all`, lists of kinds, short names, groups; explain of the new kinds.
kubectl create deployment web --image=nginx
kubectl expose deploy web --port=80
kubectl create cm conf --from-literal=a=b
kubectl create -f - <<END
apiVersion: batch/v1
kind: Job
metadata: {name: pi}
spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec: {schedule: "@daily", suspend: true, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: rc}
spec: {replicas: 0, selector: {a: rc}, template: {metadata: {labels: {a: rc}}, spec: {containers: [{name: c, image: nginx}]}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: sts}
spec: {replicas: 0, serviceName: s, selector: {matchLabels: {a: sts}}, template: {metadata: {labels: {a: sts}}, spec: {containers: [{name: c, image: nginx}]}}}
END
kubectl get all
kubectl get all -o name
kubectl get all,cm
kubectl get cm,all -o name
kubectl get cm,sts,rc,jobs,cj,hpa,pdb,ing
kubectl get all -l app=web
kubectl get all,nosuch
kubectl get sts/sts rc/rc job/pi cj/tick
kubectl get jobs.batch,cronjobs.v1.batch
kubectl get jobs.v2.batch
kubectl get hpa.v1.autoscaling
kubectl get statefulsets.v1.apps sts -o name
kubectl describe job/pi cj/tick
kubectl describe rc/rc sts/sts
kubectl describe jobs,cj nosuch
kubectl get limits,quota,pv,pvc,sc,netpol,csr
kubectl get pc,crd,rolebindings -o name
kubectl get statefulset,daemonset,replicationcontroller -A
kubectl get jbos
kubectl get ingres
kubectl delete job,cj,rc,sts --all
kubectl get all -n kube-system -o name
kubectl explain sts
kubectl explain job
kubectl explain pv.spec.csi
kubectl explain quota
kubectl explain limits.spec.limits
kubectl explain pdb
kubectl explain csinode.spec.drivers
kubectl explain sc
kubectl explain ingressclass
kubectl explain crd.spec.names
kubectl explain hpa --api-version=autoscaling/v1
kubectl explain hpa.spec
kubectl explain ds.spec.template.spec.affinity.podAffinity
kubectl explain netpol.spec.podSelector.matchExpressions.operator
kubectl explain pv.spec.persistentVolumeReclaimPolicy
kubectl explain runtimeclass --recursive
