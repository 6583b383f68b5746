# Nodes: taints, cordon and drain.
kubectl taint
kubectl taint nodes
kubectl taint nodes node01
kubectl taint nodes node01 a
kubectl taint nodes node01 a=b
kubectl taint nodes node01 a=b:Foo
kubectl taint nodes node01 a=b=c:NoSchedule
kubectl taint nodes node01 'a b=c:NoSchedule'
kubectl taint nodes node01 'a=b c:NoSchedule'
kubectl taint nodes node01 a=b:NoSchedule:x
kubectl taint nodes node01 a=b:NoSchedule a=c:NoSchedule
kubectl taint nodes a=b:NoSchedule
kubectl taint nodes node01 a=b:NoSchedule c
kubectl taint pods x a=b:NoSchedule
kubectl taint nosuch x a=b:NoSchedule
kubectl taint nodes nosuch a=b:NoSchedule
kubectl taint nodes node01 dedicated=db:NoSchedule
kubectl taint nodes node01 dedicated=db:NoSchedule
kubectl taint nodes node01 dedicated=web:NoSchedule
kubectl taint nodes node01 dedicated=web:NoSchedule --overwrite
kubectl get node node01 -o jsonpath='{.spec.taints}'
kubectl describe node node01
kubectl taint nodes node01 dedicated:NoExecute-
kubectl taint nodes node01 nosuch-
kubectl taint node node01 dedicated-
kubectl taint no node01 dedicated-
kubectl get node node01 -o jsonpath='{.spec.taints}'
kubectl taint nodes --all a:PreferNoSchedule
kubectl taint nodes -l kubernetes.io/hostname=node01 b:NoSchedule
kubectl taint nodes -l kubernetes.io/hostname=node01 --all b:NoSchedule
kubectl taint nodes --all a- b- --dry-run=client
kubectl taint nodes --all a-
kubectl taint nodes node01 b- c=d:NoSchedule
kubectl taint nodes node01 c=e:NoSchedule c-
kubectl taint nodes node01 c- --dry-run=server
kubectl taint nodes node01 c- -o name
kubectl taint nodes node01 x=y:NoSchedule -o jsonpath='{.spec.taints}'
kubectl taint nodes node01 x-
kubectl taint nodes node01 x=y:NoSchedule -o foo
kubectl cordon
kubectl cordon nosuch
kubectl cordon node01 --dry-run=client
kubectl cordon node01 --dry-run=server
kubectl cordon node01
kubectl cordon node01
kubectl get nodes
kubectl create deployment web --image=nginx --replicas=1
kubectl get pods
kubectl describe pods
kubectl uncordon node01
kubectl get pods -o wide
kubectl uncordon node01 controlplane
kubectl uncordon -l kubernetes.io/hostname=node01
kubectl cordon node01 -l x=y
kubectl cordon pods/x
kubectl cordon node/node01
kubectl uncordon node/node01
kubectl uncordon
kubectl drain
kubectl drain nosuch
kubectl drain node01 -l a=b
kubectl drain node01 --pod-selector='a b'
kubectl run alone --image=nginx
kubectl drain node01 --ignore-daemonsets --pod-selector=app=web --grace-period=0
kubectl get pods -o wide
kubectl uncordon node01
kubectl get pods -o wide
kubectl drain node01 --ignore-daemonsets --pod-selector=run=alone --grace-period=0
kubectl drain node01 --ignore-daemonsets --pod-selector=run=alone --dry-run=client --force
kubectl drain node01 --ignore-daemonsets --pod-selector=run=alone --dry-run=server --force
kubectl drain node01 --ignore-daemonsets --pod-selector=run=alone --force --timeout=1s --grace-period=0
kubectl drain node01 --ignore-daemonsets --pod-selector=run=alone --force --grace-period=0
kubectl get pods
kubectl drain node01 --pod-selector=app=web --disable-eviction --ignore-daemonsets --grace-period=0
kubectl drain controlplane --pod-selector=app=kube-flannel-ds
kubectl uncordon node01
kubectl get nodes
